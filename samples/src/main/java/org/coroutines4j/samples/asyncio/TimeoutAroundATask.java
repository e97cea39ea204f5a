package org.coroutines4j.samples.asyncio;

import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.*;

import java.io.PrintStream;
import org.coroutines4j.TimeoutExceededException;

/**
 * An operation of ten seconds, given two.
 *
 * <p>asyncio tutorial 001, row 001-6.
 */
final class TimeoutAroundATask {
  private TimeoutAroundATask() {}

  static void main(PrintStream out) {
    run(
        scope -> {
          try {
            out.println(withTimeout(ofSeconds(2), () -> longOperation()));
          } catch (TimeoutExceededException e) {
            out.println("Operation timed out!");
          }
        });
  }

  private static String longOperation() {
    delay(ofSeconds(10));
    return "Operation completed";
  }
}
