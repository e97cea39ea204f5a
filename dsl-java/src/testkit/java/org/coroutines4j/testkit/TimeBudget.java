package org.coroutines4j.testkit;

import java.time.Duration;

/**
 * The duration of a race test: a time, which {@code -Dstress.scale} multiplies, but never less than
 * a minimum of rounds. So a slow machine tests less and does not fail.
 */
public final class TimeBudget {
  private final long end;
  private final int atLeast;
  private int rounds;

  private TimeBudget(long end, int atLeast) {
    this.end = end;
    this.atLeast = atLeast;
  }

  /** A budget that begins now. */
  public static TimeBudget of(Duration time, int atLeast) {
    double scale = Double.parseDouble(System.getProperty("coroutines4j.stress.scale", "1"));
    return new TimeBudget(System.nanoTime() + (long) (time.toNanos() * scale), atLeast);
  }

  /** Begins the next round; false if there has been enough. */
  public boolean next() {
    if (rounds >= atLeast && System.nanoTime() - end >= 0) {
      return false;
    }
    rounds++;
    return true;
  }

  /** Returns how many rounds have begun. */
  public int rounds() {
    return rounds;
  }
}
