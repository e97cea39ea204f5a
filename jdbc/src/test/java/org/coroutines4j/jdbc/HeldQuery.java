package org.coroutines4j.jdbc;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** A function of H2 that waits as long as the test wants. H2 calls only public classes. */
public final class HeldQuery {
  static final AtomicReference<CountDownLatch> INSIDE = new AtomicReference<>();
  static final AtomicReference<CountDownLatch> END = new AtomicReference<>();

  private HeldQuery() {}

  static void reset() {
    INSIDE.set(new CountDownLatch(1));
    END.set(new CountDownLatch(1));
  }

  /** Returns when the test lets it. */
  public static int hold() throws InterruptedException {
    INSIDE.get().countDown();
    END.get().await();
    return 1;
  }
}
