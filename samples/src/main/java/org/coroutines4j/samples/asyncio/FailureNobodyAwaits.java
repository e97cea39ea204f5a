package org.coroutines4j.samples.asyncio;

import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.*;

import java.io.PrintStream;

/**
 * A failure that no task awaits is not lost: it is logged when it happens, and {@code run} throws
 * it at the end. Different from asyncio, which logs it when the task is garbage collected, if ever.
 *
 * <p>asyncio tutorial 001, row 001-18.
 */
final class FailureNobodyAwaits {
  private FailureNobodyAwaits() {}

  static void main(PrintStream out) {
    try {
      run(
          scope -> {
            scope.named("bad").launch(() -> parse("boom"));
            delay(ofSeconds(1));
            out.println("main returns");
          });
    } catch (IllegalArgumentException e) {
      out.println("run throws: " + e.getMessage());
    }
  }

  private static void parse(String text) {
    throw new IllegalArgumentException(text);
  }
}
