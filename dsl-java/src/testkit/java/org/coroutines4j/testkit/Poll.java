package org.coroutines4j.testkit;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Waits for a condition that nothing signals. It spins for a moment, so that the caller sees the
 * change as it happens, and then parks in between, so that one processor is enough for both sides.
 */
public final class Poll {
  private static final int SPINS = 200;
  private static final long PARK_NANOS = TimeUnit.MICROSECONDS.toNanos(20);
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(25);

  private Poll() {}

  /**
   * Returns when the condition holds. Throws on an interrupt, and if the condition does not come
   * true in time.
   */
  public static void until(BooleanSupplier condition) throws InterruptedException {
    long begin = System.nanoTime();
    for (int i = 0; !condition.getAsBoolean(); i++) {
      if (Thread.currentThread().isInterrupted()) {
        endOnInterrupt(condition);
        return;
      }
      pause(i, begin);
    }
  }

  /**
   * As {@link #until}, for code that may throw no checked exception. An interrupt stays set for the
   * code after it.
   */
  public static void untilEvenInterrupted(BooleanSupplier condition) {
    long begin = System.nanoTime();
    for (int i = 0; !condition.getAsBoolean(); i++) {
      pause(i, begin);
    }
  }

  @SuppressWarnings("ThreadPriorityCheck")
  private static void pause(int number, long begin) {
    if (number < SPINS) {
      Thread.onSpinWait();
      return;
    }
    if (Thread.currentThread().isInterrupted()) {
      Thread.yield(); // it would not park
    } else {
      LockSupport.parkNanos(PARK_NANOS);
    }
    if (System.nanoTime() - begin > PATIENCE_NANOS) {
      throw new AssertionError("the condition has not come true in time");
    }
  }

  /** The condition may come true with the interrupt, which other code then has to consume. */
  private static void endOnInterrupt(BooleanSupplier condition) throws InterruptedException {
    if (!condition.getAsBoolean()) {
      boolean unused = Thread.interrupted();
      throw new InterruptedException();
    }
  }
}
