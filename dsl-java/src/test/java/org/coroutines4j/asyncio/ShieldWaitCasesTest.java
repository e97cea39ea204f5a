package org.coroutines4j.asyncio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.asyncio.Answer.DIFFERENT;
import static org.coroutines4j.asyncio.Answer.SAME;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.coroutines4j.Async;
import org.coroutines4j.Task;
import org.coroutines4j.TaskCancelledException;
import org.coroutines4j.Tasks;
import org.coroutines4j.WaitResult;
import org.coroutines4j.WaitUntil;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Waiting for tasks without cancelling them. */
class ShieldWaitCasesTest {
  @ParameterizedTest
  @EnumSource
  @AsyncioCase(
      id = "E18",
      asyncioTest = "test_tasks.test_shield_effect",
      answer = SAME,
      because = "awaiting a task shields it: cancelling the waiter never cancels the task")
  void e18_cancelledWaiter_leavesTheTaskRunning(Where where) {
    where.run(
        scope -> {
          Gate end = new Gate();
          Gate waiting = new Gate();
          Task<Integer> inner =
              scope.async(
                  () -> {
                    end.await();
                    return 1;
                  });
          Task<Integer> outer =
              scope.async(
                  () -> {
                    waiting.open();
                    return inner.await();
                  });
          waiting.await();

          outer.cancel();

          assertThatThrownBy(outer::await).isInstanceOf(TaskCancelledException.class);
          assertThat(inner.isActive()).isTrue();
          end.open();
          assertThat(inner.await()).isEqualTo(1);
        });
  }

  @ParameterizedTest
  @EnumSource
  @AsyncioCase(
      id = "E18",
      asyncioTest = "test_tasks.test_shield_effect",
      answer = SAME,
      because =
          "an awaited future is cancelled together with its waiter; to shield it, await its"
              + " copy()")
  void e18_cancelledWaiterOfACopy_leavesTheFutureAlone(Where where) {
    where.run(
        scope -> {
          CompletableFuture<Integer> inner = new CompletableFuture<>();
          Gate waiting = new Gate();
          Task<Integer> outer =
              scope.async(
                  () -> {
                    waiting.open();
                    return Async.await(inner.copy());
                  });
          waiting.await();

          outer.cancel();

          assertThatThrownBy(outer::await).isInstanceOf(TaskCancelledException.class);
          assertThat(inner).isNotDone();
        });
  }

  @ParameterizedTest
  @EnumSource
  @AsyncioCase(
      id = "E20",
      asyncioTest = "test_tasks.test_wait_with_timeout",
      answer = SAME,
      because = "corresponds to Tasks.waitUntil with a timeout")
  void e20_waitWithTimeout_returnsWhatIsDoneAndWhatIsNot(Where where) {
    where.run(
        scope -> {
          Gate end = new Gate();
          Task<Integer> a = scope.async(() -> 1);
          Task<Integer> b =
              scope.async(
                  () -> {
                    end.await();
                    return 2;
                  });
          a.join();

          WaitResult<Task<Integer>> result =
              Tasks.waitUntil(WaitUntil.ALL_COMPLETED, List.of(b, a), Duration.ofMillis(20));

          assertThat(result.done()).containsExactly(a);
          assertThat(result.pending()).containsExactly(b);
          assertThat(b.isActive()).isTrue();
          end.open();
          assertThat(b.await()).isEqualTo(2);
        });
  }

  @ParameterizedTest
  @EnumSource
  @AsyncioCase(
      id = "E23",
      asyncioTest =
          "test_tasks.test_as_completed_same_tasks_in_as_out, test_as_completed_resume_iterator",
      answer = SAME,
      because = "Tasks.asCompleted takes tasks only: start lambdas as tasks first")
  void e23_asCompleted_returnsTheSameTasksAndCanBeResumed(Where where) {
    where.run(
        scope -> {
          Gate end = new Gate();
          Task<Integer> late =
              scope.async(
                  () -> {
                    end.await();
                    return 1;
                  });
          Task<Integer> early = scope.async(() -> 2);
          Iterator<Task<Integer>> tasks = Tasks.asCompleted(List.of(late, early)).iterator();

          assertThat(firstOf(tasks)).isSameAs(early);
          end.open();
          assertThat(firstOf(tasks)).isSameAs(late);
          assertThat(tasks).isExhausted();
        });
  }

  private static Task<Integer> firstOf(Iterator<Task<Integer>> tasks) {
    for (Task<Integer> task : (Iterable<Task<Integer>>) () -> tasks) {
      return task;
    }
    throw new AssertionError("no task was left");
  }

  @ParameterizedTest
  @EnumSource
  @AsyncioCase(
      id = "E23",
      asyncioTest = "test_tasks.test_as_completed_resume_iterator",
      answer = DIFFERENT,
      because =
          "asCompleted returns an Iterable: each for loop starts again. To continue after a"
              + " loop, keep its iterator")
  void e23_eachLoopOverAsCompleted_startsAgain(Where where) {
    where.run(
        scope -> {
          Task<Integer> a = scope.async(() -> 1);
          Task<Integer> b = scope.async(() -> 2);
          Iterable<Task<Integer>> tasks = Tasks.asCompleted(List.of(a, b));

          assertThat(tasks).containsExactlyInAnyOrder(a, b);
          assertThat(tasks).containsExactlyInAnyOrder(a, b);
        });
  }
}
