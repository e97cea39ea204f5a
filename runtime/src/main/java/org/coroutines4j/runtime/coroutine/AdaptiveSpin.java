package org.coroutines4j.runtime.coroutine;

/**
 * Looks for a while, instead of parking at once, whether a wait is over: where two bodies hand
 * things over to each other the partner often comes within a microsecond, on another processor, and
 * to park and be unparked takes longer than that. Who is disappointed often enough does not look
 * for some time.
 */
final class AdaptiveSpin {
  /**
   * How many waits of a new body may be longer than the looks, until there are none for a while.
   */
  static final int INITIAL_BUDGET = 2;

  private static final int MOST = 8;

  /** How many waits park at once then. */
  private static final int WITHOUT = 64;

  /** On one processor nobody comes while this one looks. */
  private static final int LOOKS = Runtime.getRuntime().availableProcessors() > 1 ? 100 : 0;

  private AdaptiveSpin() {}

  /**
   * Returns when {@code awaited} is ready, or seems to take longer; and what {@code budget} is left
   * for the next wait: if it is not above 0, the number of waits without.
   */
  static int untilReady(ReadyCondition awaited, int budget) {
    if (budget <= 0) {
      return budget + 1;
    }
    for (int i = 0; i < LOOKS; i++) {
      if (awaited.isReady()) {
        return after(true, budget);
      }
      Thread.onSpinWait();
    }
    return after(false, budget);
  }

  /** What budget is left, if it was above 0 and looks had this result. */
  static int after(boolean found, int budget) {
    if (found) {
      return Math.min(budget + 2, MOST);
    }
    return budget > 1 ? budget - 1 : 1 - WITHOUT;
  }
}
