package org.coroutines4j.samples.asyncio;

import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.*;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/**
 * Each fetch catches its own failure and returns it as a line of text, so that one bad address
 * spoils nothing. Only {@code IOException} is caught: a cancellation goes through.
 *
 * <p>asyncio tutorial 002, row 002-4.
 */
final class FetchErrorAsValue {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private FetchErrorAsValue() {}

  static void main(PrintStream out) {
    run(
        scope -> {
          SlowServer server = scope.use(SlowServer.start());
          List<URI> urls = List.of(server.page(ofSeconds(1)), server.missingPage());
          mapConcurrent(urls, FetchErrorAsValue::fetch).forEach(out::println);
        });
  }

  private static String fetch(URI url) throws InterruptedException {
    try {
      HttpResponse<String> response =
          HTTP.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IOException("status " + response.statusCode());
      }
      return response.body();
    } catch (IOException e) {
      return "Error fetching " + url + ": " + e.getMessage();
    }
  }
}
