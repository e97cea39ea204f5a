package org.coroutines4j.samples.asyncio;

import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.*;

import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Collections;
import java.util.List;

/**
 * Five requests for a page that takes a second to answer, over one client: one second. {@code
 * await} takes any {@code CompletionStage}, and cancels it (here: the request) with the task.
 *
 * <p>asyncio tutorial 004, row 004-4.
 */
final class FetchOneUrlFiveTimes {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private FetchOneUrlFiveTimes() {}

  static void main(PrintStream out) {
    run(
        scope -> {
          SlowServer server = scope.use(SlowServer.start());
          List<URI> urls = Collections.nCopies(5, server.page(ofSeconds(1)));
          List<String> pages = mapConcurrent(urls, FetchOneUrlFiveTimes::fetch);
          out.println("Fetched " + pages.size() + " pages");
        });
  }

  private static String fetch(URI url) {
    HttpRequest request = HttpRequest.newBuilder(url).build();
    return await(HTTP.sendAsync(request, BodyHandlers.ofString())).body();
  }
}
