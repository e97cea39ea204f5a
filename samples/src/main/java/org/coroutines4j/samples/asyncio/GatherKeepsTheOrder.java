package org.coroutines4j.samples.asyncio;

import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.*;

import java.io.PrintStream;
import java.util.List;

/**
 * {@code gather} returns the values in the order of its arguments, whichever ends first.
 *
 * <p>asyncio tutorial 001, row 001-5.
 */
final class GatherKeepsTheOrder {
  private GatherKeepsTheOrder() {}

  static void main(PrintStream out) {
    run(
        scope -> {
          List<String> responses =
              gather(
                  () -> fetch("site1.com", 0),
                  () -> fetch("site2.com", 500),
                  () -> fetch("site3.com", 1_000));
          responses.forEach(out::println);
        });
  }

  private static String fetch(String site, int millis) {
    delay(ofMillis(millis));
    return "Response from " + site;
  }
}
