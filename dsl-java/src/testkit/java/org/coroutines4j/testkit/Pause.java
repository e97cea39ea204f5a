package org.coroutines4j.testkit;

/** Delays one side of a race by a number of spins. */
public final class Pause {
  private static final int SPINS_A_YIELD = 200;
  private static final boolean ONE_PROCESSOR = Runtime.getRuntime().availableProcessors() == 1;

  private Pause() {}

  /**
   * Pauses for about so many spins. On one processor it yields, since spinning would block the
   * other side.
   */
  @SuppressWarnings("ThreadPriorityCheck")
  public static void of(int spins) {
    for (int i = 1; i <= spins; i++) {
      if (ONE_PROCESSOR && i % SPINS_A_YIELD == 0) {
        Thread.yield();
      } else {
        Thread.onSpinWait();
      }
    }
  }
}
