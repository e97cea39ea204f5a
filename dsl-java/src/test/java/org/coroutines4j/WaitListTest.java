package org.coroutines4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Guards that the caller may change its list of tasks while a verb waits for them. */
class WaitListTest {
  private final CountDownLatch release = new CountDownLatch(1);
  private final List<Task<Integer>> tasks = new ArrayList<>();

  private Task<Integer> startIn(TaskScope scope) {
    Task<Integer> task =
        scope.async(
            () -> {
              release.await();
              tasks.clear();
              return 7;
            });
    tasks.add(task);
    LazyTaskTest.releaseWhenWaiting(release);
    return task;
  }

  @Test
  void awaitAllSettled_answersForTheTasksItWasGiven() {
    Async.run(
        scope -> {
          Task<Integer> task = startIn(scope);
          assertThat(Tasks.awaitAllSettled(tasks)).containsExactly(task.awaitOutcome());
        });
  }

  @Test
  void waitFor_answersForTheTasksItWasGiven() {
    Async.run(
        scope -> {
          Task<Integer> task = startIn(scope);
          WaitResult<Task<Integer>> result = Tasks.waitUntil(WaitUntil.ALL_COMPLETED, tasks);
          assertThat(result.done()).containsExactly(task);
        });
  }
}
