package org.coroutines4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.TaskScopeFailureTest.delayForEver;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Guards what callers see of a cancelled task, and what becomes of a foreign cancellation. */
@Tag("exceptions")
class CancelledTaskTest {
  @Test
  void await_ofACancelledTask_throwsExceptionThatNamesTheTask() {
    Async.run(
        scope -> {
          Task<Object> task = scope.named("report").async(TaskScopeFailureTest::delayForEver);
          task.cancel("no longer wanted");
          TaskCancelledException thrown =
              (TaskCancelledException) catchThrowable(() -> task.await());
          assertThat(thrown)
              .hasMessage("task 'report' was cancelled: no longer wanted")
              .hasCauseInstanceOf(CancellationException.class);
          assertThat(thrown.taskName()).isEqualTo("report");
          assertThat(task.awaitOutcome())
              .isInstanceOfSatisfying(
                  Outcome.Cancelled.class,
                  c -> assertThat(c.reason()).isInstanceOf(TaskCancelledException.class));
          Async.ensureActive();
        });
  }

  @Test
  void cancelWithoutAReason_givesAMessageThatNamesTheTaskOnce() {
    Async.run(
        scope -> {
          Task<Object> task = scope.named("report").async(TaskScopeFailureTest::delayForEver);
          task.cancel();
          assertThat(catchThrowable(() -> task.await())).hasMessage("task 'report' was cancelled");
        });
  }

  @Test
  void states_fromActiveOverCancellingToCancelled() {
    Async.run(
        scope -> {
          CountDownLatch running = new CountDownLatch(1);
          CountDownLatch cleaning = new CountDownLatch(1);
          CountDownLatch cleaned = new CountDownLatch(1);
          Task<?> task =
              scope.launch(
                  () -> {
                    try {
                      running.countDown();
                      delayForEver();
                    } finally {
                      Async.nonCancellable(
                          () -> {
                            cleaning.countDown();
                            cleaned.await();
                          });
                    }
                  });
          running.await();
          assertThat(List.of(task.isActive(), task.isDone(), task.isCancelled()))
              .containsExactly(true, false, false);
          task.cancel();
          cleaning.await();
          assertThat(List.of(task.isActive(), task.isDone(), task.isCancelled()))
              .containsExactly(false, false, false);
          cleaned.countDown();
          task.join();
          assertThat(List.of(task.isActive(), task.isDone(), task.isCancelled()))
              .containsExactly(false, true, true);
        });
  }

  @Test
  void states_ofTasksThatReturnFailOrHaveNotStarted() {
    Async.supervisorScope()
        .onFailure((task, failure) -> {})
        .run(
            scope -> {
              Task<?> returned = scope.async(() -> 1);
              Task<?> failed =
                  scope.launch(
                      () -> {
                        throw new IllegalStateException("boom");
                      });
              Task<?> lazy = scope.lazily().async(() -> 1);
              returned.join();
              failed.join();
              for (Task<?> task : List.of(returned, failed)) {
                assertThat(List.of(task.isActive(), task.isDone(), task.isCancelled()))
                    .containsExactly(false, true, false);
              }
              assertThat(List.of(lazy.isActive(), lazy.isDone(), lazy.isCancelled()))
                  .containsExactly(false, false, false);
            });
  }

  @Test
  void cancelAfterTheEnd_changesNothing() {
    Async.run(
        scope -> {
          Task<String> task = scope.async(() -> "value");
          task.join();
          task.cancel();
          assertThat(task.isCancelled()).isFalse();
          assertThat(task.await()).isEqualTo("value");
        });
  }

  @Test
  void cancellingAWaiter_neverCancelsTheTask() {
    Async.run(
        scope -> {
          CountDownLatch release = new CountDownLatch(1);
          CountDownLatch waits = new CountDownLatch(1);
          Task<String> task =
              scope.async(
                  () -> {
                    release.await();
                    return "value";
                  });
          Task<String> waiter =
              scope.async(
                  () -> {
                    waits.countDown();
                    return task.await();
                  });
          waits.await();
          waiter.cancel();
          waiter.join();
          assertThat(waiter.isCancelled()).isTrue();
          assertThat(task.isActive()).isTrue();
          release.countDown();
          assertThat(task.await()).isEqualTo("value");
        });
  }

  @Test
  void bodyThatEndsWithAForeignCancellation_hasFailed() {
    Async.supervisorScope()
        .run(
            scope -> {
              Task<Object> cancelled = scope.async(TaskScopeFailureTest::delayForEver);
              cancelled.cancel();
              Task<Object> waiter = scope.named("waiter").async(cancelled::await);
              Throwable thrown = catchThrowable(() -> waiter.await());
              assertThat(thrown)
                  .isExactlyInstanceOf(TaskFailedException.class)
                  .hasMessageContaining("task 'waiter'")
                  .hasCauseInstanceOf(TaskCancelledException.class);
              assertThat(waiter.isCancelled()).isFalse();
              assertThat(catchThrowable(() -> waiter.await())).isSameAs(thrown);
            });
  }

  @Test
  void cancelledForeignFuture_doesNotEndATaskSilently() {
    FutureTask<String> future = new FutureTask<>(() -> "value");
    future.cancel(false);
    Throwable thrown =
        catchThrowable(() -> Async.taskScope().run(scope -> scope.async(future::get)));
    assertThat(thrown)
        .isExactlyInstanceOf(TaskFailedException.class)
        .hasCauseInstanceOf(CancellationException.class);
  }

  @Test
  void foreignCancellation_inABlock_isThrownAsItIs_cancelsTheTasks() {
    CancellationException foreign = new CancellationException("foreign");
    for (ScopeBlock block : List.of(Async.taskScope(), Async.supervisorScope())) {
      assertThat(
              catchThrowable(
                  () ->
                      block.run(
                          scope -> {
                            scope.launch(TaskScopeFailureTest::delayForEver);
                            throw foreign;
                          })))
          .isSameAs(foreign);
    }
    assertThat(
            catchThrowable(
                () ->
                    Async.withTimeout(
                        Duration.ofMinutes(1),
                        () -> {
                          throw foreign;
                        })))
        .isSameAs(foreign);
    assertThat(
            catchThrowable(
                () ->
                    Async.withContext(
                        Dispatchers.cpu(),
                        () -> {
                          throw foreign;
                        })))
        .isSameAs(foreign);
  }

  @Test
  void swallowedCancellation_isMetAgainAtTheNextWait() {
    Async.run(
        scope -> {
          CountDownLatch running = new CountDownLatch(1);
          Throwable[] seen = new Throwable[3];
          Task<?> task =
              scope.launch(
                  () -> {
                    running.countDown();
                    seen[0] = catchThrowable(TaskScopeFailureTest::delayForEver);
                    seen[1] = catchThrowable(Async::yieldNow);
                    seen[2] = catchThrowable(() -> Async.gather(() -> 1));
                  });
          running.await();
          task.cancel("stop");
          task.join();
          assertThat(seen)
              .allSatisfy(
                  t -> assertThat(t).isInstanceOf(CancellationException.class).hasMessage("stop"));
          assertThat(task.isCancelled()).isTrue();
        });
  }

  @Test
  void futureOfATask_cancelled_cancelsTheTask_aDerivedOneDoesNot() {
    Async.run(
        scope -> {
          Task<Object> task = scope.async(TaskScopeFailureTest::delayForEver);
          CompletableFuture<Object> derived = task.toCompletableFuture().thenApply(v -> v);
          derived.cancel(true);
          task.toCompletableFuture().copy().cancel(true);
          assertThat(task.isActive()).isTrue();
          CompletableFuture<Object> future = task.toCompletableFuture();
          assertThat(future.cancel(false)).isTrue();
          task.join();
          assertThat(task.isCancelled()).isTrue();
          assertThat(future.isCancelled()).isTrue();
          assertThat(task.toCompletableFuture().isCancelled()).isTrue();
        });
  }

  @Test
  void futureOfACancelledTask_failsWithTaskCancelledException() {
    Async.run(
        scope -> {
          Task<Object> task = scope.named("t").async(TaskScopeFailureTest::delayForEver);
          CompletableFuture<Object> future = task.toCompletableFuture();
          task.cancel();
          task.join();
          assertThat(future.<Throwable>handle((value, thrown) -> thrown).join())
              .isInstanceOf(TaskCancelledException.class);
        });
  }

  @Test
  void taskStartedInACancelledScope_isRefused() {
    Throwable[] thrown = new Throwable[1];
    assertThat(
            catchThrowable(
                () ->
                    Async.taskScope()
                        .named("shop")
                        .run(
                            scope -> {
                              scope.cancel("closing time");
                              thrown[0] = catchThrowable(() -> scope.async(() -> 1));
                            })))
        .hasMessage("closing time");
    assertThat(thrown[0])
        .isInstanceOf(CancellationException.class)
        .hasMessageContaining("scope 'shop'");
  }

  @Test
  void taskStartedInAnEndedScope_isRefused() {
    TaskScope[] ended = new TaskScope[1];
    Async.taskScope().named("shop").run(scope -> ended[0] = scope);
    for (TaskScope scope : List.of(ended[0], ended[0].lazily())) {
      assertThat(catchThrowable(() -> scope.async(() -> 1)))
          .isInstanceOf(IllegalStateException.class)
          .isNotInstanceOf(CancellationException.class)
          .hasMessageContaining("scope 'shop' has ended");
      assertThat(catchThrowable(() -> scope.background(() -> {})))
          .isInstanceOf(IllegalStateException.class)
          .isNotInstanceOf(CancellationException.class);
    }
  }

  @Test
  void taskThatAwaitsItself_isRefused_inAnotherContextToo() {
    Async.run(
        scope -> {
          CompletableFuture<Task<Object>> self = new CompletableFuture<>();
          Task<Object> task =
              scope.async(
                  () -> {
                    Task<Object> me = Async.await(self);
                    assertThat(Tasks.current()).isSameAs(me);
                    assertThat(Async.<Object>withContext(Dispatchers.cpu(), Tasks::current))
                        .isSameAs(me);
                    refused(me::await);
                    refused(me::join);
                    refused(me::awaitOutcome);
                    refused(() -> Tasks.awaitAll(List.of(me)));
                    refused(() -> Tasks.awaitAllSettled(List.of(me)));
                    refused(() -> Tasks.waitUntil(WaitUntil.ALL_COMPLETED, List.of(me)));
                    refused(() -> Tasks.asCompleted(List.of(me)).iterator().next());
                    refused(() -> Async.withContext(Dispatchers.cpu(), me::join));
                    refused(() -> Async.taskScope().run(inner -> me.join()));
                    return "went on";
                  });
          self.complete(task);
          assertThat(task.await()).isEqualTo("went on");
        });
  }

  private static void refused(ThrowingCallable wait) {
    assertThat(catchThrowable(wait))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("waits for itself");
  }
}
