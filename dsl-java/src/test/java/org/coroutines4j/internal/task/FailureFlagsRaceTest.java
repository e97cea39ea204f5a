package org.coroutines4j.internal.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.coroutines4j.Async;
import org.coroutines4j.TaskScope;
import org.coroutines4j.testkit.Rounds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Guards that the states of a failure, which share one byte, do not overwrite one another, and that
 * one thread only reports the failure.
 */
@Tag("stress")
class FailureFlagsRaceTest {
  private static final int THREADS = 4;
  private static final int ROUNDS = 5;

  /** The tasks of a round. The threads pass over all of them, and meet at some. */
  private static final int RACES = 20_000;

  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final CyclicBarrier start = new CyclicBarrier(THREADS);

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  @Test
  void flags_setConcurrently_areAllSet_andOneThreadReports() {
    Rounds rounds = Rounds.atLeast(ROUNDS);
    while (rounds.next()) {
      Async.run(this::race);
    }
  }

  private void race(TaskScope scope) throws Exception {
    List<TaskImpl<?>> tasks = new ArrayList<>();
    for (int i = 0; i < RACES; i++) {
      tasks.add((TaskImpl<?>) scope.lazily().async(() -> 1));
    }
    List<Future<Integer>> reports = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int number = i;
      reports.add(threads.submit(() -> setFlags(tasks, number)));
    }
    int reported = 0;
    for (Future<Integer> report : reports) {
      reported += report.get();
    }
    assertThat(reported).isEqualTo(RACES);
    assertThat(tasks).allMatch(TaskImpl::isHandled).allMatch(TaskImpl::isExpected);
    assertThat(tasks).noneMatch(TaskImpl::markReported);
    tasks.forEach(task -> task.cancel("it has served"));
  }

  /** Returns for how many of the tasks this thread is the one that reports. */
  private int setFlags(List<TaskImpl<?>> tasks, int number) throws Exception {
    int reported = 0;
    start.await();
    for (TaskImpl<?> task : tasks) {
      if (number == 0) {
        task.markHandled();
      } else if (number == 1) {
        task.expect();
      } else {
        reported += task.markReported() ? 1 : 0;
      }
    }
    return reported;
  }
}
