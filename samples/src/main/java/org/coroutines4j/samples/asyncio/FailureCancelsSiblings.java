package org.coroutines4j.samples.asyncio;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.*;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.concurrent.CancellationException;

/**
 * The first failure in a {@code taskScope} cancels the other tasks, and the block throws when all
 * have ended. Different from asyncio: it throws that failure itself, with later ones suppressed on
 * it, and no {@code ExceptionGroup}.
 *
 * <p>asyncio tutorial 000, row 000-9.
 */
final class FailureCancelsSiblings {
  private FailureCancelsSiblings() {}

  static void main(PrintStream out) {
    try {
      taskScope()
          .run(
              group -> {
                group.launch(() -> fail());
                group.launch(() -> failInCleanup());
                group.launch(() -> waitForEver(out));
              });
    } catch (IllegalArgumentException e) {
      out.println(e + ", suppressed: " + Arrays.toString(e.getSuppressed()));
    }
  }

  private static void fail() {
    delay(ofMillis(500));
    throw new IllegalArgumentException("1");
  }

  private static void failInCleanup() {
    try {
      delay(ofSeconds(10));
    } catch (CancellationException e) {
      throw new IllegalArgumentException("2");
    }
  }

  private static void waitForEver(PrintStream out) {
    try {
      delay(ofSeconds(10));
    } catch (CancellationException e) {
      out.println("sibling cancelled");
      throw e;
    }
  }
}
