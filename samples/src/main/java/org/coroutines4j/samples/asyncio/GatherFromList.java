package org.coroutines4j.samples.asyncio;

import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.*;

import java.io.PrintStream;
import java.util.List;

/**
 * One body for each element of a list, and the results in the order of the list. Python's {@code
 * gather(*[fetch(url) for url in urls])} is {@code mapConcurrent(urls, fetch)}.
 *
 * <p>asyncio tutorial 000, row 000-7 (its byte counts, 30 and 33, are wrong).
 */
final class GatherFromList {
  private static final List<String> URLS =
      List.of(
          "https://api.example.com/users",
          "https://api.example.com/posts",
          "https://api.example.com/comments");

  private GatherFromList() {}

  static void main(PrintStream out) {
    List<Response> responses = call(scope -> mapConcurrent(URLS, GatherFromList::fetch));
    responses.forEach(out::println);
  }

  private static Response fetch(String url) {
    delay(ofMillis(100L * url.length()));
    return new Response(url, url.length());
  }

  private record Response(String url, int bytes) {
    @Override
    public String toString() {
      return url + ": " + bytes + " bytes";
    }
  }
}
