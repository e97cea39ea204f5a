package org.coroutines4j.runtime.coroutine;

/**
 * Spins for a moment before a thread parks. Where two coroutines hand values to each other, the
 * partner on another processor often arrives within a microsecond, and parking takes longer than
 * that. A coroutine whose spins fail too often parks without spinning for some time.
 */
final class AdaptiveSpin {
  /** The number of failed spins after which a new coroutine parks without spinning. */
  static final int INITIAL_BUDGET = 2;

  private static final int MAX_BUDGET = 8;

  /** The number of waits without a spin, once the budget is used up. */
  private static final int WAITS_WITHOUT_SPIN = 64;

  /** The checks of one spin. On one processor the partner cannot run while this thread spins. */
  private static final int CHECKS = Runtime.getRuntime().availableProcessors() > 1 ? 100 : 0;

  private AdaptiveSpin() {}

  /**
   * Spins until {@code awaited} is ready or the spin is over. Returns the budget for the next wait.
   * If the given one is not positive, the caller adds one to it and does not spin.
   */
  static int untilReady(ReadyCondition awaited, int budget) {
    for (int i = 0; i < CHECKS; i++) {
      if (awaited.isReady()) {
        return after(true, budget);
      }
      Thread.onSpinWait();
    }
    return after(false, budget);
  }

  /** Returns the budget after a spin with the positive {@code budget}, which succeeded or not. */
  static int after(boolean succeeded, int budget) {
    if (succeeded) {
      return Math.min(budget + 2, MAX_BUDGET);
    }
    return budget > 1 ? budget - 1 : 1 - WAITS_WITHOUT_SPIN;
  }
}
