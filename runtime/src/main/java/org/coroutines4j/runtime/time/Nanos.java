package org.coroutines4j.runtime.time;

import java.time.Duration;

/** Converts durations to nanoseconds. */
public final class Nanos {
  /**
   * Stands for "no limit": some 146 years, which can still be added to a {@link Clock#nanoTime()}
   * without overflow.
   */
  public static final long FOREVER = Long.MAX_VALUE / 2;

  private static final Duration LONGEST = Duration.ofNanos(FOREVER);

  private Nanos() {}

  /**
   * Returns the duration in nanoseconds. A negative duration gives zero. A duration too large to
   * represent gives {@link #FOREVER}.
   */
  public static long of(Duration duration) {
    if (duration.isNegative()) {
      return 0;
    }
    return duration.compareTo(LONGEST) >= 0 ? FOREVER : duration.toNanos();
  }
}
