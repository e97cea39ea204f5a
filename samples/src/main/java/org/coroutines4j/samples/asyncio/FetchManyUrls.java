package org.coroutines4j.samples.asyncio;

import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.*;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/**
 * Fetches three pages concurrently that take one, two and one seconds to answer: two seconds in
 * all, not four, and the bodies in the order of the addresses. {@code HttpClient.send} blocks, as a
 * task may.
 *
 * <p>asyncio tutorial 002, row 002-3.
 */
final class FetchManyUrls {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private FetchManyUrls() {}

  static void main(PrintStream out) {
    Stopwatch watch = Stopwatch.start();
    run(
        scope -> {
          SlowServer server = scope.use(SlowServer.start());
          List<URI> urls =
              List.of(
                  server.page(ofSeconds(1)), server.page(ofSeconds(2)), server.page(ofSeconds(1)));
          mapConcurrent(urls, FetchManyUrls::fetch).forEach(out::println);
        });
    out.println("Fetched in " + watch.seconds(2) + "s");
  }

  private static String fetch(URI url) throws IOException, InterruptedException {
    return HTTP.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString()).body();
  }
}
