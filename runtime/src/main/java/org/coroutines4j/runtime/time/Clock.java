package org.coroutines4j.runtime.time;

import java.util.Random;
import java.util.concurrent.Executor;
import kotlinx.coroutines.DisposableHandle;

/**
 * What everything in a scope waits by: delays, timeouts, retries and Kotlin's own {@code delay}. A
 * test puts its own clock in place of {@link #system()}.
 */
public interface Clock {
  /** The time in nanoseconds since some fixed moment; it never goes back. */
  long nanoTime();

  /**
   * Runs {@code wake} once after {@code delayNanos} (at once if that is zero or negative), unless
   * the handle is disposed first. It may run on a thread that all timers share, so it only stores
   * and unparks.
   */
  DisposableHandle schedule(long delayNanos, Runnable wake);

  /**
   * Runs {@code action}, which a timer of this clock has made due and which may call code of users,
   * on {@code helpers} instead of the timer's thread.
   */
  default void expire(Runnable action, Executor helpers) {
    helpers.execute(action);
  }

  /** Chance, which in a test is as repeatable as the time. */
  Random random();

  /** The real time of this machine. */
  static Clock system() {
    return SystemClock.INSTANCE;
  }
}
