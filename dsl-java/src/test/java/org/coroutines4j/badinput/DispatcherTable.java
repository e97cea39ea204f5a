package org.coroutines4j.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import org.coroutines4j.Async;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.ExecutorDispatcher;

/** {@link Dispatchers}, and the dispatchers that they return. */
final class DispatcherTable extends Table {
  private static final ExecutorDispatcher DIRECT = Dispatchers.from(Runnable::run);

  private static final ExecutorDispatcher FULL =
      Dispatchers.from(
          task -> {
            throw new RejectedExecutionException("full");
          });

  DispatcherTable() {
    cannotFail(Dispatchers.class, "virtual", "io", "cpu", "eventLoop");
    method(Dispatchers.class, "virtual", ThreadFactory.class)
        .nulls("threads", w -> Dispatchers.virtual(null))
        .throwing(
            "threads: a factory without threads",
            RejectedExecutionException.class,
            w -> runsOn(Dispatchers.virtual(body -> null)),
            "returned no thread");
    method(Dispatchers.class, "cpu", ThreadFactory.class)
        .nulls("threads", w -> Dispatchers.cpu(null))
        .throwing(
            "threads: a factory without threads",
            RejectedExecutionException.class,
            w -> runsOn(Dispatchers.cpu(body -> null)),
            "returned no thread");
    method(Dispatchers.class, "from", Executor.class)
        .nulls("executor", w -> Dispatchers.from(null))
        .throwing(
            "executor that refuses", RejectedExecutionException.class, w -> runsOn(FULL), "full");
    method(Dispatcher.class, "limitedParallelism", int.class)
        .rejects("n 0", w -> Dispatchers.cpu().limitedParallelism(0), "n must", "0")
        .rejects("n -1", w -> Dispatchers.virtual().limitedParallelism(-1), "n must", "-1")
        .accepts(
            "n MAX_VALUE", w -> runsOn(Dispatchers.io().limitedParallelism(Integer.MAX_VALUE)));
    method(ExecutorDispatcher.class, "limitedParallelism", int.class)
        .rejects("n 0", w -> DIRECT.limitedParallelism(0), "n must", "0")
        .accepts("n MAX_VALUE", w -> runsOn(DIRECT.limitedParallelism(Integer.MAX_VALUE)))
        .throwing(
            "executor that refuses, under a limit",
            RejectedExecutionException.class,
            w -> runsOn(FULL.limitedParallelism(1)),
            "full");
    method(ExecutorDispatcher.class, "interruptible")
        .accepts("twice", w -> runsOn(DIRECT.interruptible().interruptible()));
  }

  /** Twice, since a lost permit would block the second task. */
  private static void runsOn(Dispatcher dispatcher) {
    Async.run(
        scope -> {
          assertThat(scope.on(dispatcher).async(() -> 1).await()).isEqualTo(1);
          assertThat(scope.on(dispatcher).async(() -> 2).await()).isEqualTo(2);
        });
  }
}
