package org.coroutines4j.asyncio;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.coroutines4j.Async;

/**
 * Holds tasks back until it is opened. A waiting task releases its permit, unlike at a latch of the
 * JDK, and cancelling it does not affect the gate.
 */
final class Gate {
  private static final Duration FOR_EVER = Duration.ofDays(1);

  private final CompletableFuture<Void> opened = new CompletableFuture<>();

  void open() {
    opened.complete(null);
  }

  void await() {
    Async.await(opened.copy());
  }

  /** Tells that it is about to wait, and then does until it is cancelled. */
  void openAndSleep() {
    open();
    sleep();
  }

  /** Waits until it is cancelled. */
  static void sleep() {
    Async.delay(FOR_EVER);
  }
}
