package org.coroutines4j.samples.asyncio;

import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.*;

import java.io.PrintStream;
import org.coroutines4j.TimeoutExceededException;

/**
 * {@code withTimeout} again: asyncio's {@code wait_for} with a timeout of one second.
 *
 * <p>asyncio tutorial 003, row 003-8.
 */
final class TimeoutOfOneSecond {
  private TimeoutOfOneSecond() {}

  static void main(PrintStream out) {
    run(
        scope -> {
          try {
            withTimeout(ofSeconds(1), () -> delay(ofSeconds(5)));
          } catch (TimeoutExceededException e) {
            out.println("Timed out after " + e.limit().toSeconds() + "s");
          }
        });
  }
}
