package org.coroutines4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.coroutines4j.function.ThrowingConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Guards that stages and futures are cancelled when the caller that waits for them is cancelled.
 */
@Tag("exceptions")
class AwaitFutureTest {
  /** Cancels a task that waits for {@code future} by {@code wait}, and returns how it ended. */
  private static <F> Outcome<?> cancelledWhileWaiting(F future, ThrowingConsumer<F> wait) {
    return Async.call(
        scope -> {
          CountDownLatch waits = new CountDownLatch(1);
          Task<Object> task =
              scope.async(
                  () -> {
                    waits.countDown();
                    wait.accept(future);
                    return null;
                  });
          waits.await();
          task.cancel();
          return task.awaitOutcome();
        });
  }

  @Test
  void awaitOfAStage_cancelsIt_whenTheCallerIsCancelled() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    assertThat(cancelledWhileWaiting(stage, Async::await)).isInstanceOf(Outcome.Cancelled.class);
    assertThat(stage.isCancelled()).isTrue();
  }

  @Test
  void awaitOfACopy_leavesTheStageAlone() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    Outcome<?> outcome = cancelledWhileWaiting(stage, s -> Async.await(s.copy()));
    assertThat(outcome).isInstanceOf(Outcome.Cancelled.class);
    assertThat(stage.isDone()).isFalse();
  }

  @Test
  void awaitFuture_cancelsAndInterruptsTheFuture() {
    for (Future<?> future :
        List.of(new FutureTask<>(() -> "value"), new CompletableFuture<String>())) {
      Outcome<?> outcome = cancelledWhileWaiting(future, Async::awaitFuture);
      assertThat(outcome).isInstanceOf(Outcome.Cancelled.class);
      assertThat(future.isCancelled()).isTrue();
    }
  }

  @Test
  void interruptInAShield_isACancellation_andCancelsTheFuture() {
    FutureTask<String> future = new FutureTask<>(() -> "value");
    Throwable thrown =
        catchThrowable(
            () ->
                Async.nonCancellable(
                    () -> {
                      Thread.currentThread().interrupt();
                      return Async.awaitFuture(future);
                    }));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(thrown).isInstanceOf(CancellationException.class);
    assertThat(future.isCancelled()).isTrue();
  }

  @Test
  void callerCancelledBefore_cancelsTheFutureToo() {
    for (Future<?> future :
        List.of(new FutureTask<>(() -> "value"), new CompletableFuture<String>())) {
      Async.run(
          scope ->
              scope
                  .launch(
                      () -> {
                        Tasks.current().cancel();
                        Async.awaitFuture(future);
                      })
                  .join());
      assertThat(future.isCancelled()).isTrue();
    }
  }

  @Test
  void timeoutAroundAStage_cancelsTheStage() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    Throwable thrown =
        catchThrowable(() -> Async.withTimeout(Duration.ofMillis(20), () -> Async.await(stage)));
    assertThat(thrown).isInstanceOf(TimeoutExceededException.class);
    assertThat(stage.isCancelled()).isTrue();
  }

  @Test
  void cancelledStage_isAForeignCancellation() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    stage.cancel(true);
    assertThat(catchThrowable(() -> Async.await(stage))).isInstanceOf(CancellationException.class);
    assertThat(catchThrowable(() -> Async.gather(() -> Async.await(stage))))
        .isInstanceOf(TaskFailedException.class)
        .hasCauseInstanceOf(CancellationException.class);
  }

  @Test
  void failureInsideCompletionExceptions_comesOutWithoutThem() {
    IllegalStateException failure = new IllegalStateException("boom");
    CompletableFuture<String> stage = new CompletableFuture<>();
    CompletableFuture<Integer> derived = stage.thenApply(String::length);
    stage.completeExceptionally(failure);
    assertThat(catchThrowable(derived::join)).isInstanceOf(CompletionException.class);
    assertThat(catchThrowable(() -> Async.await(derived))).isSameAs(failure);
  }

  @Test
  void valueOfAStageOrFuture_isReturned_nullToo() throws Exception {
    CompletableFuture<String> later = new CompletableFuture<>();
    Async.run(
        scope -> {
          Task<String> waiter = scope.async(() -> Async.await(later));
          later.complete("later");
          assertThat(waiter.await()).isEqualTo("later");
        });
    assertThat(Async.<String>await(CompletableFuture.completedFuture(null))).isNull();
    FutureTask<String> future = new FutureTask<>(() -> "value");
    future.run();
    assertThat(Async.awaitFuture(future)).isEqualTo("value");
  }
}
