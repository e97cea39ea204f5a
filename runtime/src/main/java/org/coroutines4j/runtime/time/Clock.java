package org.coroutines4j.runtime.time;

import java.util.Random;
import java.util.concurrent.Executor;
import kotlinx.coroutines.DisposableHandle;

/**
 * The source of time and timers for everything that waits in a scope: delays, timeouts, retries and
 * Kotlin's own {@code delay}. A test substitutes its own clock for {@link #system()}.
 */
public interface Clock {
  /**
   * Returns the nanoseconds since a fixed but arbitrary moment. Time never goes back. As with
   * {@link System#nanoTime()}, only the difference of two values has a meaning.
   */
  long nanoTime();

  /**
   * Runs {@code wake} once after {@code delayNanos} nanoseconds, unless the returned handle is
   * disposed first. A delay of zero or less makes it due immediately. {@code wake} may run on a
   * thread that all timers share, so it must only store and unpark.
   */
  DisposableHandle schedule(long delayNanos, Runnable wake);

  /**
   * Runs {@code action} on {@code helpers} rather than on the timer's thread. A timer of this clock
   * has made the action due, and the action may call user code.
   */
  default void expire(Runnable action, Executor helpers) {
    helpers.execute(action);
  }

  /** Returns the calling thread's source of randomness, deterministic in virtual time. */
  Random random();

  /** Returns the clock that shows the real time of this machine. */
  static Clock system() {
    return SystemClock.INSTANCE;
  }
}
