package org.coroutines4j.flow;

import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.await;
import static org.coroutines4j.Async.delay;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.coroutines4j.Task;

/** Helpers of tests of hot flows. */
final class Hot {
  private static final Duration FOR_EVER = Duration.ofDays(1);

  private Hot() {}

  /** Waits until the condition holds, at most until the time limit of the test. */
  static void until(BooleanSupplier happened) {
    while (!happened.getAsBoolean()) {
      delay(ofMillis(1));
    }
  }

  /** Waits for {@code gate}, which others wait for too. */
  static void pass(CompletableFuture<?> gate) {
    Object unused = await(gate.copy());
  }

  static void open(CompletableFuture<Boolean> gate) {
    boolean unused = gate.complete(true);
  }

  static void sleepForEver() {
    delay(FOR_EVER);
  }

  static void cancelAndJoin(Task<?> task) {
    task.cancel();
    task.join();
  }
}
