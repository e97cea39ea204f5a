package org.coroutines4j.asyncio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.asyncio.Answer.DIFFERENT;
import static org.coroutines4j.asyncio.Answer.SAME;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.coroutines4j.Async;
import org.coroutines4j.Task;
import org.coroutines4j.TaskCancelledException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A program, what it leaves behind, and a program inside it. */
class RunningCasesTest {
  private final IllegalStateException failure = new IllegalStateException("in the cleanup");

  @Test
  @AsyncioCase(
      id = "E54",
      asyncioTest = "test_runners.test_asyncio_run_cancels_hanging_tasks",
      answer = DIFFERENT,
      because = "run waits for the tasks of its scope, and cancels those started by background()")
  void e54_tasksLeft_areWaitedForAndBackgroundOnesCancelled() {
    AtomicBoolean ended = new AtomicBoolean();
    Gate sleeping = new Gate();
    List<Task<?>> background = new CopyOnWriteArrayList<>();

    int value =
        Async.call(
            scope -> {
              background.add(scope.background(sleeping::openAndSleep));
              scope.launch(
                  () -> {
                    sleeping.await();
                    ended.set(true);
                  });
              return 123;
            });

    assertThat(value).isEqualTo(123);
    assertThat(ended).isTrue();
    assertThat(background).allMatch(Task::isCancelled);
  }

  @Test
  @AsyncioCase(
      id = "E54",
      asyncioTest = "test_runners.test_asyncio_run_reports_hanging_tasks_errors",
      answer = SAME,
      because = "with a failure handler run returns the value, and the handler gets the failure")
  void e54_backgroundTaskFailingInItsCleanup_isReportedToTheHandler() {
    List<Throwable> reported = new CopyOnWriteArrayList<>();

    int value =
        supervisorScope()
            .onFailure((task, thrown) -> reported.add(thrown))
            .call(
                scope -> {
                  Gate sleeping = new Gate();
                  scope.background(() -> sleepAndFail(sleeping));
                  sleeping.await();
                  return 123;
                });

    assertThat(value).isEqualTo(123);
    assertThat(reported).containsExactly(failure);
  }

  @Test
  @AsyncioCase(
      id = "E54",
      asyncioTest = "test_runners.test_asyncio_run_reports_hanging_tasks_errors",
      answer = DIFFERENT,
      because = "without a failure handler run throws unhandled failures: no error is lost")
  void e54_backgroundTaskFailingInItsCleanup_failsTheProgram() {
    Gate sleeping = new Gate();

    assertThatThrownBy(
            () ->
                Async.run(
                    scope -> {
                      scope.background(() -> sleepAndFail(sleeping));
                      sleeping.await();
                    }))
        .isSameAs(failure);
  }

  private void sleepAndFail(Gate sleeping) {
    try {
      sleeping.openAndSleep();
    } catch (CancellationException e) {
      throw failure;
    }
  }

  @ParameterizedTest
  @EnumSource
  @AsyncioCase(
      id = "E56",
      asyncioTest = "test_runners.test_asyncio_run_from_running_loop",
      answer = DIFFERENT,
      because = "run may be nested: the inner run is a scope of the task that calls it")
  void e56_runInsideATask_isANestedScope(Where where) {
    where.run(
        scope -> {
          AtomicBoolean ended = new AtomicBoolean();
          int value =
              Async.call(
                  inner -> {
                    inner.launch(() -> ended.set(true));
                    return 1;
                  });
          assertThat(value).isEqualTo(1);
          assertThat(ended).isTrue();

          Gate sleeping = new Gate();
          Task<?> outer = scope.launch(() -> Async.run(inner -> sleeping.openAndSleep()));
          sleeping.await();
          outer.cancel();
          assertThatThrownBy(outer::await).isInstanceOf(TaskCancelledException.class);
        });
  }
}
