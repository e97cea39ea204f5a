package org.coroutines4j.engine;

import static java.time.Duration.ofNanos;
import static org.coroutines4j.Async.await;
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.select;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.withTimeoutOrEmpty;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.Tasks;
import org.coroutines4j.function.ThrowingRunnable;

/**
 * A program that waits many times for what never comes, and prints how many bytes each wait has
 * left behind.
 */
final class WaitsThatEnd {
  private static final int WARM_UP = 2_000;
  private static final int WAITS = 20_000;
  private static final Duration SHORT = ofNanos(1);

  private WaitsThatEnd() {}

  public static void main(String[] args) {
    run(
        scope -> {
          CountDownLatch end = new CountDownLatch(1);
          Task<Integer> forever =
              scope.async(
                  () -> {
                    end.await();
                    return 1;
                  });
          Task<Integer> ended = scope.async(() -> 2);
          ended.join();
          supervisorScope()
              .run(
                  failing ->
                      System.out.println(bytesPerWait(wait(args[0], forever, ended, failing))));
          end.countDown();
        });
  }

  private static ThrowingRunnable wait(
      String name, Task<Integer> forever, Task<Integer> ended, TaskScope failing) {
    CompletableFuture<Integer> never = new CompletableFuture<>();
    CompletionStage<Integer> minimal = never.minimalCompletionStage();
    return switch (name) {
      case "await of a copy" -> () -> limited(() -> await(never.copy()));
      case "await of a stage" -> () -> limited(() -> await(minimal));
      case "select" -> () -> select().onAwait(never, v -> v).onTimeout(SHORT, () -> 0).await();
      case "select, a task" ->
          () -> select().onAwait(forever, v -> v).onTimeout(SHORT, () -> 0).await();
      case "await of a task" -> () -> limited(forever::await);
      case "future of a task" -> () -> expire(forever.toCompletableFuture());
      case "completed future of a task" -> () -> forever.toCompletableFuture().complete(0);
      case "loop that is left" ->
          () -> {
            for (Task<Integer> first : Tasks.asCompleted(List.of(forever, ended))) {
              first.await();
              break;
            }
          };
      case "failed async" ->
          () ->
              failing
                  .async(
                      () -> {
                        throw new IllegalStateException("not awaited");
                      })
                  .join();
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static void limited(java.util.concurrent.Callable<Integer> wait) {
    Optional<Integer> unused = withTimeoutOrEmpty(SHORT, wait);
  }

  private static void expire(CompletableFuture<Integer> future) throws Exception {
    try {
      int unused = future.get(1, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      // as it should
    }
  }

  private static long bytesPerWait(ThrowingRunnable wait) throws Exception {
    repeat(WARM_UP, wait);
    long before = used();
    repeat(WAITS, wait);
    return (used() - before) / WAITS;
  }

  private static void repeat(int times, ThrowingRunnable wait) throws Exception {
    for (int i = 0; i < times; i++) {
      wait.run();
    }
  }

  private static long used() throws InterruptedException {
    for (int i = 0; i < 5; i++) {
      System.gc();
      Thread.sleep(20);
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
