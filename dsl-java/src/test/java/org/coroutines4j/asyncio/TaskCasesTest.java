package org.coroutines4j.asyncio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.asyncio.Answer.DIFFERENT;
import static org.coroutines4j.asyncio.Answer.SAME;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.coroutines4j.Async;
import org.coroutines4j.Outcome;
import org.coroutines4j.Task;
import org.coroutines4j.TaskCancelledException;
import org.coroutines4j.Tasks;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A task and its cancellation. */
@Tag("exceptions")
class TaskCasesTest {
  private final List<String> seen = new CopyOnWriteArrayList<>();

  @ParameterizedTest
  @EnumSource
  @AsyncioCase(
      id = "E01",
      asyncioTest = "test_tasks.test_cancel_task_catching",
      answer = DIFFERENT,
      because =
          "cancellation is a state: a task that returns a value after its cancellation has"
              + " still been cancelled. The future that it waited for is cancelled, as in asyncio")
  void e01_valueReturnedAfterCancellation_isLost(Where where) {
    where.run(
        scope -> {
          CompletableFuture<Integer> future = new CompletableFuture<>();
          Gate waiting = new Gate();
          Task<Integer> task =
              scope.async(
                  () -> {
                    try {
                      waiting.open();
                      return Async.await(future);
                    } catch (CancellationException e) {
                      return 42;
                    }
                  });
          waiting.await();

          task.cancel();

          assertThatThrownBy(task::await).isInstanceOf(TaskCancelledException.class);
          assertThat(task.isCancelled()).isTrue();
          assertThat(future).isCancelled();
        });
  }

  @ParameterizedTest
  @EnumSource
  @AsyncioCase(
      id = "E03",
      asyncioTest = "test_tasks.test_cancel_at_end",
      answer = SAME,
      because = "cancel() returns nothing, and has no effect on a task that is done")
  void e03_taskCancellingItself_isCancelledAndItsValueLost(Where where) {
    where.run(
        scope -> {
          Task<Integer> task =
              scope.async(
                  () -> {
                    Tasks.current().cancel("by itself");
                    return 12;
                  });

          assertThatThrownBy(task::await).isInstanceOf(TaskCancelledException.class);
          assertThat(task.isCancelled()).isTrue();
          task.cancel("again");
          assertThatThrownBy(task::await).hasMessageEndingWith(": by itself");
        });
  }

  @ParameterizedTest
  @EnumSource
  @AsyncioCase(
      id = "E05",
      asyncioTest = "test_tasks.test_uncancel_basic",
      answer = DIFFERENT,
      because =
          "cancellation is a state, without uncancel and without a count of requests: the next"
              + " wait throws again. Put cleanup that waits into nonCancellable")
  void e05_swallowedCancellation_isMetAgainAtTheNextWait(Where where) {
    where.run(
        scope -> {
          Gate sleeping = new Gate();
          Gate cleaning = new Gate();
          Gate cleaned = new Gate();
          Task<?> task =
              scope.launch(
                  () -> {
                    try {
                      sleeping.openAndSleep();
                    } catch (CancellationException first) {
                      nonCancellable(
                          () -> {
                            cleaning.open();
                            cleaned.await();
                            seen.add("cleaned");
                          });
                    }
                    try {
                      Gate.sleep();
                    } catch (CancellationException second) {
                      seen.add("cancelled again");
                    }
                  });
          sleeping.await();
          task.cancel();
          cleaning.await();
          assertThat(task.isActive()).isFalse();
          assertThat(task.isCancelled()).isFalse();
          task.cancel();

          cleaned.open();

          assertThat(task.awaitOutcome()).isInstanceOf(Outcome.Cancelled.class);
          assertThat(seen).containsExactly("cleaned", "cancelled again");
        });
  }

  @ParameterizedTest
  @EnumSource
  @AsyncioCase(
      id = "E07",
      asyncioTest = "test_tasks.test_cancel_with_message_then_future_result",
      answer = SAME,
      because = "the message for the awaiting task begins with the name of the cancelled task")
  void e07_reasonOfCancellation_isItsMessage(Where where) {
    where.run(
        scope -> {
          Gate sleeping = new Gate();
          Task<?> task = scope.named("fetch").launch(() -> sleepAndTell(sleeping));
          sleeping.await();

          task.cancel("my message");

          assertThatThrownBy(task::await)
              .isInstanceOf(TaskCancelledException.class)
              .hasMessage("task 'fetch' was cancelled: my message");
          assertThat(((Outcome.Cancelled<?>) task.awaitOutcome()).reason())
              .hasMessage("task 'fetch' was cancelled: my message");
        });
    assertThat(seen).containsExactly("my message");
  }

  @ParameterizedTest
  @EnumSource
  @AsyncioCase(
      id = "E07",
      asyncioTest = "test_tasks.test_cancel_with_message_then_future_result",
      answer = DIFFERENT,
      because = "a reason is a string and never null; without a reason the message names the task")
  void e07_cancellationWithoutReason_namesTheTask(Where where) {
    where.run(
        scope -> {
          Gate sleeping = new Gate();
          Task<?> task = scope.named("fetch").launch(() -> sleepAndTell(sleeping));
          assertThatNullPointerException().isThrownBy(() -> task.cancel(null));
          sleeping.await();

          task.cancel();

          assertThatThrownBy(task::await).hasMessage("task 'fetch' was cancelled");
        });
    assertThat(seen).containsExactly("task 'fetch' was cancelled");
  }

  private void sleepAndTell(Gate sleeping) {
    try {
      sleeping.openAndSleep();
    } catch (CancellationException e) {
      seen.add(e.getMessage());
      throw e;
    }
  }

  @ParameterizedTest
  @EnumSource
  @AsyncioCase(
      id = "E08",
      asyncioTest = "test_tasks.test_yield_future_passes_cancel",
      answer = DIFFERENT,
      because =
          "cancellation is a state: the handlers run from the innermost outwards and the future"
              + " is cancelled, as in asyncio, but a task that swallows its cancellation still ends"
              + " as cancelled")
  void e08_handlersRunFromTheInnermostOutwards(Where where) {
    where.run(
        scope -> {
          CompletableFuture<Void> future = new CompletableFuture<>();
          Gate waiting = new Gate();
          Task<?> task =
              scope.launch(
                  () -> {
                    try {
                      awaitAndRethrow(future, waiting);
                    } catch (CancellationException e) {
                      seen.add("outer");
                    }
                  });
          waiting.await();

          task.cancel();

          assertThat(task.awaitOutcome()).isInstanceOf(Outcome.Cancelled.class);
          assertThat(seen).containsExactly("inner", "outer");
          assertThat(future).isCancelled();
        });
  }

  private void awaitAndRethrow(CompletableFuture<Void> future, Gate waiting) {
    try {
      waiting.open();
      Async.await(future);
    } catch (CancellationException e) {
      seen.add("inner");
      throw e;
    }
  }
}
