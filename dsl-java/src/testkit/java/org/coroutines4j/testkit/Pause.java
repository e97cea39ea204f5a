package org.coroutines4j.testkit;

/** A pause of about so many spins, by which one side of a race comes later than the other. */
public final class Pause {
  private static final int SPINS_A_YIELD = 200;
  private static final boolean ONE_PROCESSOR = Runtime.getRuntime().availableProcessors() == 1;

  private Pause() {}

  /** On one processor, spinning would only keep the other side from it: there it yields. */
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
