package org.coroutines4j.engine;

import static org.coroutines4j.Async.await;
import static org.coroutines4j.Async.select;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.Task;

/**
 * A program that completes stages where the stack has room for what the JDK does, and hardly for
 * more.
 */
final class DeepCompletion {
  private static final int FIRST = 60;
  private static final int ROUNDS = 40;
  private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(500);

  private DeepCompletion() {}

  /**
   * Completes {@code future} so many calls above the end of the stack. Returns how many calls above
   * the end this one is.
   */
  @SuppressWarnings("InfiniteRecursion") // until the end of the stack
  private static int complete(CompletableFuture<String> future, int above) {
    int deeper;
    try {
      deeper = complete(future, above);
    } catch (StackOverflowError e) {
      deeper = 0;
    }
    if (deeper == above) {
      future.complete("x");
    }
    return deeper + 1;
  }

  public static void main(String[] args) throws InterruptedException {
    ServiceScope scope = ServiceScope.open("waiters");
    int woken = 0;
    for (int i = 0; i < ROUNDS; i++) {
      CompletableFuture<String> future = new CompletableFuture<>();
      Task<String> waiter = scope.async(() -> await(future));
      Task<String> selecting = scope.async(() -> select().onAwait(future, v -> v).await());
      while (future.getNumberOfDependents() < 2) {
        LockSupport.parkNanos(1_000);
      }
      int above = FIRST + i;
      Thread deep = new Thread(() -> complete(future, above));
      deep.start();
      deep.join();
      woken += (isWoken(waiter) ? 1 : 0) + (isWoken(selecting) ? 1 : 0);
    }
    System.out.println("woken: " + woken + " of " + 2 * ROUNDS);
    Runtime.getRuntime().halt(0);
  }

  private static boolean isWoken(Task<String> task) {
    long end = System.nanoTime() + PATIENCE;
    while (!task.isDone() && System.nanoTime() < end) {
      LockSupport.parkNanos(1_000);
    }
    return task.isDone() && task.await().equals("x");
  }
}
