package org.coroutines4j.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.coroutines4j.Async;
import org.coroutines4j.Task;
import org.coroutines4j.Tasks;

/** The verbs of {@link Async} that wait for tasks, stages and futures. */
final class WaitTable extends Table {
  WaitTable() {
    method(Async.class, "await", CompletionStage.class)
        .nulls("stage", w -> Async.await((CompletionStage<String>) null))
        .waits(w -> Async.await(new CompletableFuture<>()))
        .waits(w -> Async.await(CompletableFuture.completedFuture("ready")));
    method(Async.class, "await", Task.class)
        .nulls("task", w -> Async.await((Task<String>) null))
        .refuses("itself", w -> w.inTask(() -> Async.await(Tasks.current())), "waits for itself")
        .waits(w -> Async.await(w.task));
    method(Async.class, "awaitFuture", Future.class)
        .nulls("future", w -> Async.awaitFuture(null))
        .waits(w -> Async.awaitFuture(CompletableFuture.completedFuture("ready")))
        .waits(w -> unharmed(new FutureTask<>(w.body())));
  }

  /** Waits for {@code future}, which is not cancelled if the wait is refused. */
  private static void unharmed(Future<String> future) {
    try {
      Async.awaitFuture(future);
    } finally {
      assertThat(future.isDone()).isFalse();
    }
  }
}
