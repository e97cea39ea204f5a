package org.coroutines4j.samples.asyncio;

import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.*;

import java.io.PrintStream;
import org.coroutines4j.TimeoutExceededException;

/**
 * {@code withTimeout} stops what takes too long and throws. It is asyncio's {@code timeout} when
 * the body is a block, and its {@code wait_for} when the body is one call.
 *
 * <p>asyncio tutorial 000, rows 000-10 and 000-11.
 */
final class TimeoutStopsTheWork {
  private TimeoutStopsTheWork() {}

  static void main(PrintStream out) {
    run(
        scope -> {
          try {
            withTimeout(
                ofSeconds(2),
                () -> {
                  delay(ofSeconds(10));
                  out.println("never printed");
                });
          } catch (TimeoutExceededException e) {
            out.println("Timeout! Exceeded " + e.limit().toSeconds() + " seconds");
          }

          try {
            out.println(withTimeout(ofSeconds(2), () -> slowOperation()));
          } catch (TimeoutExceededException e) {
            out.println("wait_for timeout!");
          }
        });
  }

  private static String slowOperation() {
    delay(ofSeconds(10));
    return "done";
  }
}
