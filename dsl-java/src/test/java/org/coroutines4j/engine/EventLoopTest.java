package org.coroutines4j.engine;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.blocking;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeoutOrEmpty;
import static org.coroutines4j.Async.yieldNow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.channels.Channel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Guards that no other task of an event loop runs between two waits, and that each task sees what
 * the tasks before it have done.
 */
class EventLoopTest {
  private static final int TASKS = 1_000;

  /** Neither volatile nor guarded. */
  private int counter;

  private final Map<Integer, List<Integer>> map = new HashMap<>();

  @Test
  void plainField_isIncrementedAMillionTimes_byAThousandTasks() {
    taskScope()
        .on(Dispatchers.eventLoop())
        .run(
            scope -> {
              for (int i = 0; i < TASKS; i++) {
                scope.launch(this::incrementAThousandTimes);
              }
            });
    assertThat(counter).isEqualTo(1_000_000);
  }

  private void incrementAThousandTimes() {
    for (int i = 0; i < 1_000; i++) {
      int seen = counter;
      if (i % 250 == 0) {
        Thread.onSpinWait(); // in parallel, others would come between
      }
      counter = seen + 1;
      if (i % 250 == 249) {
        yieldNow();
      }
    }
  }

  @Tag("full")
  @Test
  void plainCollections_ofThousandsOfWaitingTasks_canBeShared() {
    Channel<Integer> numbers = Channel.buffered(8);
    taskScope()
        .on(Dispatchers.eventLoop())
        .run(
            scope -> {
              for (int i = 0; i < 2 * TASKS; i++) {
                int number = i;
                scope.launch(() -> addBetweenWaits(numbers, number));
              }
            });
    assertThat(map.values().stream().mapToInt(List::size).sum()).isEqualTo(6 * TASKS);
    assertThat(map).hasSize(100);
  }

  private void addBetweenWaits(Channel<Integer> numbers, int number) {
    add(number);
    switch (number % 4) {
      case 0 -> numbers.send(number);
      case 1 -> numbers.receive();
      case 2 -> delay(ofNanos(number * 100L));
      default -> withTimeoutOrEmpty(ofNanos(number), () -> delayAndReturn(number));
    }
    add(number);
    if (number % 4 < 2) {
      yieldNow();
    } else {
      taskScope().run(scope -> scope.launch(() -> {}));
    }
    add(number);
  }

  private static int delayAndReturn(int number) {
    delay(ofMillis(1));
    return number;
  }

  private void add(int number) {
    map.computeIfAbsent(number % 100, key -> new ArrayList<>()).add(number);
  }

  @Test
  void runnableTasks_goRound_andNoneGetsMoreThanItsShare() {
    int[] rounds = new int[TASKS];
    int[] mostAhead = {0};
    taskScope()
        .on(Dispatchers.eventLoop())
        .run(
            scope -> {
              for (int i = 0; i < TASKS; i++) {
                int task = i;
                scope.launch(() -> goRound(task, rounds, mostAhead));
              }
            });
    assertThat(rounds).containsOnly(10);
    assertThat(mostAhead[0]).isEqualTo(1);
  }

  /** Each of the other tasks has run before this one runs again: it is at most one round behind. */
  private static void goRound(int task, int[] rounds, int[] mostAhead) {
    for (int round = 1; round <= 10; round++) {
      rounds[task] = round;
      int neighbour = rounds[(task + 1) % TASKS];
      mostAhead[0] = Math.max(mostAhead[0], Math.abs(round - neighbour));
      yieldNow();
    }
  }

  @Test
  void blockingCall_leavesTheLoopToTheOthers() {
    CountDownLatch others = new CountDownLatch(2);
    taskScope()
        .on(Dispatchers.eventLoop())
        .run(
            scope -> {
              scope.launch(() -> blocking(() -> others.await()));
              scope.launch(others::countDown);
              scope.launch(others::countDown);
            });
    assertThat(others.getCount()).isZero();
  }

  @Test
  void whatIsDoneWhenATaskEnds_runsOnTheLoop() {
    List<String> trace = new ArrayList<>();
    Dispatcher loop = Dispatchers.eventLoop();
    taskScope()
        .on(loop)
        .run(
            scope -> {
              Task<String> task = scope.async(() -> "value");
              task.onCompletion(outcome -> trace.add("told"));
              scope.launch(() -> trace.add("next"));
              trace.add("awaited " + task.await());
            });
    assertThat(trace).containsExactly("told", "next", "awaited value");
  }

  @Test
  void twoLoops_runBesideEachOther() {
    CountDownLatch both = new CountDownLatch(2);
    taskScope()
        .run(
            scope -> {
              launchMeeting(scope.on(Dispatchers.eventLoop()), both);
              launchMeeting(scope.on(Dispatchers.eventLoop()), both);
            });
    assertThat(both.getCount()).isZero();
  }

  private static void launchMeeting(TaskScope scope, CountDownLatch both) {
    scope.launch(
        () -> {
          both.countDown();
          both.await(); // holds its loop
        });
  }
}
