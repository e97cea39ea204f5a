package org.coroutines4j.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for what other threads do. */
final class Polling {
  private Polling() {}

  /** Waits until {@code condition} holds, and fails after 20 seconds. */
  static void until(BooleanSupplier condition) throws InterruptedException {
    assertThat(within20Seconds(condition)).as("the condition holds within 20 seconds").isTrue();
  }

  /**
   * Waits until {@code condition} holds, at most for three seconds, and returns whether it does.
   */
  static boolean holdsSoon(BooleanSupplier condition) throws InterruptedException {
    return within(3, condition);
  }

  /** Waits until {@code condition} holds, at most for 20 seconds, and returns whether it does. */
  static boolean within20Seconds(BooleanSupplier condition) throws InterruptedException {
    return within(20, condition);
  }

  private static boolean within(int seconds, BooleanSupplier condition)
      throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.sleep(5);
    }
    return true;
  }
}
