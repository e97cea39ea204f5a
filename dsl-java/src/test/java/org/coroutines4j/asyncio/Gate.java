package org.coroutines4j.asyncio;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.coroutines4j.Async;

/**
 * Holds back tasks until somebody opens it. Those who wait give up their turn, unlike at a latch of
 * the JDK, and leave it as it is when they are cancelled.
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
