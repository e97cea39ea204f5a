package org.coroutines4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.internal.task.InternalTask;
import org.coroutines4j.internal.task.TaskImpl;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.testkit.Poll;
import org.coroutines4j.testkit.Waits;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Guards which calls handle the failure of a task, so that it is not reported, and which do not.
 */
@Tag("exceptions")
class FailureHandlingTest {
  private final IllegalStateException failure = new IllegalStateException("boom");
  private final List<Throwable> handled = new CopyOnWriteArrayList<>();
  private final CountDownLatch fail = new CountDownLatch(1);

  private ScopeBlock handling() {
    return Async.supervisorScope().onFailure((task, thrown) -> handled.add(thrown));
  }

  /**
   * Starts a launch, whose failure is reported immediately if it is not handled. It fails when the
   * latch opens.
   */
  private Task<?> launch(TaskScope scope) {
    return scope.launch(
        () -> {
          fail.await();
          throw failure;
        });
  }

  /** Calls that wait for a task and handle its failure. */
  private static Map<String, ThrowingConsumer<Task<?>>> handlingCalls() {
    Map<String, ThrowingConsumer<Task<?>>> handlingCalls = new LinkedHashMap<>();
    handlingCalls.put("await", Task::await);
    handlingCalls.put("awaitOutcome", Task::awaitOutcome);
    handlingCalls.put("await(task)", Async::await);
    handlingCalls.put("awaitAll", task -> Tasks.awaitAll(List.of(task)));
    handlingCalls.put("awaitAllSettled", task -> Tasks.awaitAllSettled(List.of(task)));
    handlingCalls.put("waitUntil", task -> Tasks.waitUntil(WaitUntil.ALL_COMPLETED, List.of(task)));
    handlingCalls.put(
        "waitUntil with a time limit",
        task -> Tasks.waitUntil(WaitUntil.FIRST_FAILURE, List.of(task), Duration.ofMinutes(1)));
    handlingCalls.put("asCompleted", task -> Tasks.asCompleted(List.of(task)).iterator().next());
    handlingCalls.put("await of its future", task -> Async.await(task.toCompletableFuture()));
    handlingCalls.put("Kotlin's await", FailureHandlingTest::awaitAsKotlin);
    return handlingCalls;
  }

  static Stream<String> names() {
    return handlingCalls().keySet().stream();
  }

  /** What {@code deferred.await()} does in a Kotlin coroutine. */
  private static void awaitAsKotlin(Task<?> task) {
    CoroutineThreads.run(
        body -> body.await(TaskImpl.of(((InternalTask<?>) task).job()).coroutine()::await));
  }

  /** Waits until {@code waiter} has nothing to do but wait. */
  private static void untilParked(Thread waiter) throws InterruptedException {
    Poll.until(() -> Waits.isWaiting(waiter));
  }

  /** Runs {@code call} in a task of its own, which waits when this returns. */
  private Task<?> waiting(TaskScope scope, ThrowingConsumer<Task<?>> call, Task<?> awaited)
      throws Exception {
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    Task<?> waiter =
        scope
            .on(Dispatchers.cpu())
            .async(
                () -> {
                  thread.complete(Thread.currentThread());
                  call.accept(awaited);
                  return null;
                });
    untilParked(thread.get());
    return waiter;
  }

  @ParameterizedTest
  @MethodSource("names")
  void waiterForALaunch_handlesItsFailure(String call) {
    handling()
        .run(
            scope -> {
              Task<?> launch = launch(scope);
              Task<?> waiter = waiting(scope, handlingCalls().get(call), launch);
              fail.countDown();
              waiter.awaitOutcome();
            });
    assertThat(handled).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("names")
  void laterQuery_handlesTheFailureOfAnAsync(String call) {
    handling()
        .run(
            scope -> {
              Task<?> task =
                  scope.async(
                      () -> {
                        throw failure;
                      });
              task.join();
              Throwable unused = catchThrowable(() -> handlingCalls().get(call).accept(task));
            });
    assertThat(handled).isEmpty();
  }

  @Test
  void outcomeNow_ofAFailedTask_handlesTheFailure() {
    handling()
        .run(
            scope -> {
              Task<?> task = launch(scope);
              Task<?> async =
                  scope.async(
                      () -> {
                        throw failure;
                      });
              assertThatIllegalStateException().isThrownBy(task::outcomeNow);
              async.join();
              assertThat(async.outcomeNow()).isEqualTo(new Outcome.Failure<>(failure));
              task.cancel();
            });
    assertThat(handled).isEmpty();
  }

  /** Without the future: cancelling a waiter for the future cancels the task. */
  static Stream<String> callsThatLeaveTheTaskRunning() {
    return names().filter(name -> !name.equals("await of its future"));
  }

  @ParameterizedTest
  @MethodSource("callsThatLeaveTheTaskRunning")
  void waiterThatIsCancelledFirst_doesNotHandleTheFailure(String call) {
    handling()
        .run(
            scope -> {
              Task<?> launch = launch(scope);
              Task<?> waiter = waiting(scope, handlingCalls().get(call), launch);
              waiter.cancel();
              waiter.join();
              assertThat(handled).isEmpty();
              fail.countDown();
              launch.join();
            });
    assertThat(handled).containsExactly(failure);
  }

  @Test
  void join_doesNotTake() {
    handling()
        .run(
            scope -> {
              Task<?> launch = launch(scope);
              Task<?> waiter = waiting(scope, Task::join, launch);
              fail.countDown();
              waiter.join();
            });
    assertThat(handled).containsExactly(failure);
  }

  @Test
  void onCompletionBefore_takes() {
    List<Outcome<?>> outcomes = new CopyOnWriteArrayList<>();
    handling()
        .run(
            scope -> {
              launch(scope).onCompletion(outcomes::add);
              fail.countDown();
            });
    assertThat(handled).isEmpty();
    assertThat(outcomes).containsExactly(new Outcome.Failure<>(failure));
  }

  @Test
  void futureMadeBefore_takes() {
    CompletableFuture<?>[] future = new CompletableFuture<?>[1];
    handling()
        .run(
            scope -> {
              future[0] = launch(scope).toCompletableFuture();
              fail.countDown();
            });
    assertThat(handled).isEmpty();
    assertThat(catchThrowable(future[0]::join).getCause()).isSameAs(failure);
  }

  @Test
  void futureCancelledFirst_cancelsTask_doesNotHandleCleanupFailure() {
    handling()
        .run(
            scope -> {
              CountDownLatch running = new CountDownLatch(1);
              Task<?> task =
                  scope.async(
                      () -> {
                        try {
                          running.countDown();
                          return TaskScopeFailureTest.delayForEver();
                        } catch (CancellationException e) {
                          throw failure;
                        }
                      });
              CompletableFuture<?> future = task.toCompletableFuture();
              running.await();
              assertThat(future.cancel(true)).isTrue();
            });
    assertThat(handled).containsExactly(failure);
  }

  @Test
  void futureCompletedByOtherCode_doesNotHandleTheFailure() {
    handling()
        .run(
            scope -> {
              launch(scope).toCompletableFuture().complete(null);
              fail.countDown();
            });
    assertThat(handled).containsExactly(failure);
  }

  @Test
  void secondWaiter_takes_whenTheFirstIsCancelled() {
    handling()
        .run(
            scope -> {
              Task<?> launch = launch(scope);
              Task<?> first = waiting(scope, Task::await, launch);
              Task<?> second = waiting(scope, Task::await, launch);
              first.cancel();
              first.join();
              fail.countDown();
              assertThat(second.awaitOutcome()).isEqualTo(new Outcome.Failure<>(failure));
            });
    assertThat(handled).isEmpty();
  }

  @Test
  void awaitAllThatThrowsTheFirst_doesNotTakeTheOthers() {
    IllegalStateException first = new IllegalStateException("first");
    CountDownLatch failFirst = new CountDownLatch(1);
    handling()
        .run(
            scope -> {
              Task<?> later = launch(scope);
              Task<?> failing =
                  scope.async(
                      () -> {
                        failFirst.await();
                        throw first;
                      });
              Task<?> waiter =
                  waiting(scope, ignored -> Tasks.awaitAll(List.of(later, failing)), later);
              failFirst.countDown();
              assertThat(waiter.awaitOutcome()).isEqualTo(new Outcome.Failure<>(first));
              fail.countDown();
            });
    assertThat(handled).containsExactly(failure);
  }

  @Test
  void asCompletedLeftUnfinished_leavesTheRestToTheEndOfTheBlock() {
    IllegalStateException other = new IllegalStateException("other");
    handling()
        .run(
            scope -> {
              Task<?> first =
                  scope.launch(
                      () -> {
                        throw other;
                      });
              Task<?> later = launch(scope);
              handled.clear();
              for (Task<?> ended : Tasks.asCompleted(List.of(first, later))) {
                assertThat(ended).isSameAs(first);
                break;
              }
              handled.clear();
              fail.countDown();
              later.join();
              assertThat(handled).isEmpty();
            });
    assertThat(handled).containsExactly(failure);
  }

  @Test
  void waiterOutsideTheScope_resumedAfterTheBlock_handlesTheFailure() throws Exception {
    Dispatcher one = Dispatchers.virtual().limitedParallelism(1);
    CountDownLatch holdPermit = new CountDownLatch(1);
    CompletableFuture<Task<?>> awaited = new CompletableFuture<>();
    try (ServiceScope outside =
        ServiceScope.builder("outside")
            .onFailure((task, thrown) -> {}) // the waiter fails with what it has handled
            .open()) {
      Task<Object> waiter = outside.on(one).async(() -> Async.await(awaited).await());
      handling()
          .run(
              scope -> {
                CountDownLatch permitHeld = new CountDownLatch(1);
                Task<?> task =
                    scope.async(
                        () -> {
                          fail.await();
                          throw failure;
                        });
                awaited.complete(task);
                Waits.untilAwaited(task);
                outside
                    .on(one)
                    .launch(
                        () -> {
                          permitHeld.countDown();
                          holdPermit.await();
                        });
                permitHeld.await();
                fail.countDown();
              });
      assertThat(handled).isEmpty();
      holdPermit.countDown();
      assertThat(waiter.awaitOutcome()).isEqualTo(new Outcome.Failure<>(failure));
    }
    assertThat(handled).isEmpty();
  }

  @Test
  void waiter_cancelledBeforeItResumes_hasTheFailureReportedAtOnce() {
    Dispatcher one = Dispatchers.virtual().limitedParallelism(1);
    handling()
        .run(
            scope -> {
              CountDownLatch permitHeld = new CountDownLatch(1);
              CountDownLatch holdPermit = new CountDownLatch(1);
              Task<?> launch = launch(scope);
              Task<?> waiter = scope.on(one).async(() -> launch.await());
              Waits.untilAwaited(launch);
              scope
                  .on(one)
                  .launch(
                      () -> {
                        permitHeld.countDown();
                        holdPermit.await();
                      });
              permitHeld.await();
              fail.countDown();
              launch.join();
              assertThat(handled).isEmpty();
              waiter.cancel();
              holdPermit.countDown();
              waiter.join();
              assertThat(waiter.isCancelled()).isTrue();
              assertThat(handled).containsExactly(failure);
            });
  }
}
