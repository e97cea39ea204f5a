package org.coroutines4j.debugging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.supervisorScope;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.Diagnostics;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Task;
import org.coroutines4j.TaskEnd;
import org.coroutines4j.TaskEnd.Kind;
import org.coroutines4j.TaskInfo;
import org.coroutines4j.TaskObserver;
import org.coroutines4j.testkit.EachDispatcher;
import org.coroutines4j.testkit.Pause;
import org.coroutines4j.testkit.Rounds;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * Guards that an observer has one end for each task when the scope has ended, and one start for
 * each task whose code ran, while other tasks cancel.
 */
@Tag("stress")
@SuppressWarnings("try") // the resource is only to be closed
class TaskObserverRaceTest {
  private static final int TASKS = 12;

  private final Set<Long> started = ConcurrentHashMap.newKeySet();
  private final Set<Long> ended = ConcurrentHashMap.newKeySet();
  private final Set<Kind> kinds = ConcurrentHashMap.newKeySet();
  private final AtomicInteger wrong = new AtomicInteger();
  private final AtomicInteger startless = new AtomicInteger();

  private final class Counter implements TaskObserver {
    @Override
    public void started(TaskInfo task) {
      if (!started.add(task.id())) {
        wrong.incrementAndGet();
      }
    }

    @Override
    public void ended(TaskInfo task, TaskEnd end) {
      if (!started.contains(task.id())) {
        startless.incrementAndGet();
      }
      if (!ended.add(task.id()) || started.contains(task.id()) == end.ran().isZero()) {
        wrong.incrementAndGet();
      }
      kinds.add(end.kind());
    }
  }

  @ParameterizedTest
  @EachDispatcher
  void startsAndEnds_matchExactly_whileTasksAreCancelled(Dispatcher dispatcher) {
    Rounds rounds =
        Rounds.atLeast(50)
            .until(() -> kinds.equals(EnumSet.allOf(Kind.class)) && startless.get() > 0);
    try (TaskObserver.Registration unused = Diagnostics.observe(new Counter())) {
      for (int round = rounds.take(); round >= 0; round = rounds.take()) {
        int spins = round % 50;
        started.clear();
        ended.clear();
        AtomicInteger ran = new AtomicInteger();
        supervisorScope()
            .on(dispatcher)
            .onFailure((task, failure) -> {})
            .run(
                scope -> {
                  List<Task<?>> tasks = new ArrayList<>();
                  for (int i = 0; i < TASKS; i++) {
                    int number = i;
                    tasks.add(
                        (i % 3 == 0 ? scope.lazily() : scope)
                            .launch(
                                () -> {
                                  ran.incrementAndGet();
                                  if (number % 4 == 1) {
                                    throw new IllegalStateException("fails");
                                  }
                                  delay(Duration.ofNanos(spins * 1000L));
                                }));
                  }
                  Task<?> canceller =
                      scope.launch(
                          () -> {
                            Pause.of(spins);
                            tasks.forEach(task -> task.cancel("race"));
                          });
                  tasks.get(0).start();
                  Pause.of(spins / 2);
                  tasks.get(3).cancel("first");
                  canceller.join();
                });
        assertThat(ended).describedAs("ends in round %d", round).hasSize(TASKS + 1);
        assertThat(started).describedAs("starts in round %d", round).hasSize(ran.get() + 1);
        assertThat(wrong).hasValue(0);
      }
    }
    assertThat(kinds).containsExactlyInAnyOrder(Kind.values());
    assertThat(startless.get()).isPositive();
  }
}
