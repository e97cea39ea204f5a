package org.coroutines4j.testkit;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Code that only computes: it neither waits nor parks nor yields, and keeps its thread and its
 * permit. For a wait that leaves the processor to the other side, see {@link Poll}.
 */
public final class Spin {
  private static final Duration PATIENCE = Duration.ofSeconds(25);

  private Spin() {}

  /** Spins until the condition holds; throws an AssertionError if it does not in time. */
  public static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("the condition has not come true in time");
      }
    }
  }

  /** Spins for {@code time}. */
  public static void during(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
  }
}
