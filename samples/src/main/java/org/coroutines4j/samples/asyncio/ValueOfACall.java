package org.coroutines4j.samples.asyncio;

import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.*;

import java.io.PrintStream;

/**
 * An {@code async def} is a plain method, and its {@code await} a plain call.
 *
 * <p>asyncio tutorial 004, row 004-2.
 */
final class ValueOfACall {
  private ValueOfACall() {}

  static void main(PrintStream out) {
    run(
        scope -> {
          String data = fetchData("https://api.example.com");
          out.println(data);
        });
  }

  private static String fetchData(String url) {
    delay(ofMillis(500));
    return "Data from " + url;
  }
}
