package org.coroutines4j.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.concurrent.CancellationException;

/**
 * The time of a test. It moves by itself, to the next moment at which something is due, whenever
 * all code of the test waits; so a test that awaits what it has started need not move it. It stands
 * still while code runs, or is in a blocking call.
 *
 * <p>Code under test that reads the time from an {@link InstantSource} or a {@link Clock} is given
 * this object, or {@link #withZone}.
 */
public interface TestClock extends InstantSource {
  /** Returns how much time has passed since the test began. Never waits. */
  Duration elapsed();

  /**
   * Returns {@link Instant#EPOCH} plus {@link #elapsed}: a test begins at the same instant each
   * time. Never waits, and may be called on any thread.
   */
  @Override
  Instant instant();

  /** Returns a {@link Clock} that shows the time of this one in {@code zone}. */
  @Override
  default Clock withZone(ZoneId zone) {
    return InstantSource.super.withZone(zone);
  }

  /**
   * Lets {@code d} pass, however long, and all happen that is due until then, the last moment
   * included. Zero or negative is {@link #runCurrent}. A cancellation point.
   *
   * @throws CancellationException if the caller is cancelled
   * @throws IllegalStateException outside the test's tasks
   */
  void advanceBy(Duration d);

  /**
   * Lets everybody run who can, at this moment, until all wait; it waits for blocking calls, and
   * for what is {@link TestScope#external}. A cancellation point.
   *
   * @throws CancellationException if the caller is cancelled
   * @throws IllegalStateException outside the test's tasks
   */
  void runCurrent();

  /**
   * Lets time pass until nothing more is due: all others have ended, or wait for something that
   * time does not bring. For ever, if something comes again and again. A cancellation point.
   *
   * @throws CancellationException if the caller is cancelled
   * @throws IllegalStateException outside the test's tasks
   */
  void advanceUntilIdle();
}
