package org.coroutines4j.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.concurrent.CancellationException;

/**
 * The clock of a test. Whenever all code of the test waits, it advances by itself to the next
 * moment at which something is due. So a test that awaits what it has started need not advance it.
 * The clock does not advance while code runs or is in a blocking call.
 *
 * <p>Pass this object, or {@link #withZone}, to code under test that reads the time from an {@link
 * InstantSource} or a {@link Clock}.
 */
public interface TestClock extends InstantSource {
  /** Returns how much time has passed since the test began. Never waits. */
  Duration elapsed();

  /**
   * Returns {@link Instant#EPOCH} plus {@link #elapsed}, but at most {@link Instant#MAX}. So a test
   * begins at the same instant on each run. Never waits, and may be called on any thread.
   */
  @Override
  Instant instant();

  /** Returns a {@link Clock} that shows the time of this one in {@code zone}. */
  @Override
  default Clock withZone(ZoneId zone) {
    return InstantSource.super.withZone(zone);
  }

  /**
   * Advances the clock by {@code d}, however long, and runs everything that becomes due until then,
   * the final moment included. Returns when all of that waits or has ended. Zero or a negative
   * duration acts like {@link #runCurrent}. A cancellation point.
   *
   * @throws CancellationException if the caller is cancelled
   * @throws IllegalStateException outside the test's tasks
   */
  void advanceBy(Duration d);

  /**
   * Runs everything that can run at this moment. Returns when all other code of the test waits or
   * has ended, and no blocking call and no {@link TestScope#external} stage is pending. A
   * cancellation point.
   *
   * @throws CancellationException if the caller is cancelled
   * @throws IllegalStateException outside the test's tasks
   */
  void runCurrent();

  /**
   * Advances the clock until nothing more is due. Returns when all other tasks have ended, or wait
   * for something that no timer causes. Does not return if something is due again and again, such
   * as a ticker. A cancellation point.
   *
   * @throws CancellationException if the caller is cancelled
   * @throws IllegalStateException outside the test's tasks
   */
  void advanceUntilIdle();
}
