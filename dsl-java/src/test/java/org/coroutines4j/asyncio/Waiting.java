package org.coroutines4j.asyncio;

import java.util.concurrent.CompletableFuture;
import org.coroutines4j.Async;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.testkit.Waits;

/**
 * Starts tasks that are known to wait. A signal given before a call tells only that the wait is
 * about to begin.
 */
final class Waiting {
  private Waiting() {}

  /** Starts {@code call} as a task, and returns when it waits in it. */
  static Task<?> start(TaskScope scope, ThrowingRunnable call) {
    CompletableFuture<Thread> running = new CompletableFuture<>();
    Task<?> task =
        scope.async(
            () -> {
              running.complete(Thread.currentThread());
              call.run();
              return null;
            });
    Thread thread = Async.await(running.copy());
    while (!Waits.isWaitingWithoutLimit(thread)) {
      Async.yieldNow();
    }
    return task;
  }
}
