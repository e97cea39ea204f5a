package org.coroutines4j.testkit;

/** How much a stress test does; {@code -Dstress.scale=50} makes it fifty times as much. */
public final class Stress {
  private Stress() {}

  /** {@code rounds} times the scale of this run; where time is what counts, use {@link Rounds}. */
  public static int rounds(int rounds) {
    return Math.max(1, (int) (rounds * scale()));
  }

  /** The factor of this run: 1 by default. */
  public static double scale() {
    return Double.parseDouble(System.getProperty("coroutines4j.stress.scale", "1"));
  }
}
