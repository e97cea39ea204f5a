package org.coroutines4j.runtime.time;

import java.time.Duration;

/** Durations as nanoseconds. */
public final class Nanos {
  /** Some 146 years: as long as for ever, and still safe to add to a {@link Clock#nanoTime()}. */
  public static final long FOREVER = Long.MAX_VALUE / 2;

  private static final Duration LONGEST = Duration.ofNanos(FOREVER);

  private Nanos() {}

  /**
   * The duration in nanoseconds; what is negative is zero, what is too large is {@link #FOREVER}.
   */
  public static long of(Duration duration) {
    if (duration.isNegative()) {
      return 0;
    }
    return duration.compareTo(LONGEST) >= 0 ? FOREVER : duration.toNanos();
  }
}
