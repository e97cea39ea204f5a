package org.coroutines4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.Async;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.sync.AsyncEvent;
import org.coroutines4j.testkit.Rounds;
import org.coroutines4j.testkit.Spin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Guards the waits that carry no value, for time, tasks and events: none of them misses its wake-up
 * or a cancellation, or takes a permit too many or too few.
 */
@Tag("stress")
class DirectWaitRaceTest {
  private final AtomicInteger ended = new AtomicInteger();
  private final AtomicInteger cancelled = new AtomicInteger();

  private Rounds rounds() {
    return Rounds.atLeast(300).until(() -> ended.get() > 0 && cancelled.get() > 0);
  }

  private void count(Runnable wait) {
    try {
      wait.run();
      ended.incrementAndGet();
    } catch (CancellationException e) {
      cancelled.incrementAndGet();
      throw e;
    }
  }

  private static void spin(int steps) {
    Spin.during(Duration.ofNanos(steps * 200L));
  }

  private static List<Dispatcher> dispatchers() {
    return List.of(
        Dispatchers.virtual(),
        Dispatchers.virtual().limitedParallelism(1),
        Dispatchers.virtual().limitedParallelism(2),
        Dispatchers.eventLoop());
  }

  @Test
  void join_cancelledAsTheTaskEnds_endsEitherWay() {
    for (Dispatcher dispatcher : dispatchers()) {
      Rounds rounds = rounds();
      Async.supervisorScope()
          .run(
              scope -> {
                for (int round = rounds.take(); round >= 0; round = rounds.take()) {
                  int steps = round % 200;
                  Task<?> joined = scope.launch(() -> spin(100));
                  Task<?> waiter = scope.on(dispatcher).launch(() -> count(joined::join));
                  spin(steps);
                  waiter.cancel();
                  waiter.join(); // hangs if the wake-up or the cancellation is lost
                }
              });
      assertPermitsAreComplete(dispatcher);
    }
    assertThat(ended).hasPositiveValue();
    assertThat(cancelled).hasPositiveValue();
  }

  @Test
  void delay_cancelledAsItEnds_endsEitherWay() {
    for (Dispatcher dispatcher : dispatchers()) {
      Rounds rounds = rounds();
      Async.supervisorScope()
          .run(
              scope -> {
                for (int round = rounds.take(); round >= 0; round = rounds.take()) {
                  Duration time =
                      round % 2 == 0 ? Duration.ofDays(1) : Duration.ofNanos(round % 200 * 500L);
                  Task<?> waiter =
                      scope.on(dispatcher).launch(() -> count(() -> Async.delay(time)));
                  spin(round % 300);
                  waiter.cancel();
                  waiter.join(); // for a day, if the cancellation is missed
                }
              });
      assertPermitsAreComplete(dispatcher);
    }
    assertThat(ended).hasPositiveValue();
    assertThat(cancelled).hasPositiveValue();
  }

  @Test
  void event_setAsTheWaiterIsCancelled_endsEitherWay() {
    for (Dispatcher dispatcher : dispatchers()) {
      Rounds rounds = rounds();
      Async.supervisorScope()
          .run(
              scope -> {
                for (int round = rounds.take(); round >= 0; round = rounds.take()) {
                  int steps = round % 200;
                  AsyncEvent event = new AsyncEvent();
                  Task<?> waiter = scope.on(dispatcher).launch(() -> count(event::await));
                  Task<?> setter =
                      scope.launch(
                          () -> {
                            spin(100);
                            event.set();
                          });
                  spin(steps);
                  waiter.cancel();
                  waiter.join();
                  setter.join();
                }
              });
      assertPermitsAreComplete(dispatcher);
    }
    assertThat(ended).hasPositiveValue();
    assertThat(cancelled).hasPositiveValue();
  }

  @Test
  void delay_inACleanup_isShielded() {
    AtomicInteger slept = new AtomicInteger();
    Async.supervisorScope()
        .run(
            scope -> {
              Task<?> task =
                  scope.launch(
                      () -> {
                        try {
                          Async.delay(Duration.ofDays(1));
                        } finally {
                          Async.nonCancellable(
                              () -> {
                                long begin = System.nanoTime();
                                Async.delay(Duration.ofMillis(50));
                                slept.set((int) ((System.nanoTime() - begin) / 1_000_000));
                              });
                        }
                      });
              Async.delay(Duration.ofMillis(20));
              task.cancel();
              task.join();
            });
    assertThat(slept.get()).isGreaterThanOrEqualTo(50);
  }

  /** Starts three tasks that each see how many run: never more than the dispatcher permits. */
  private static void assertPermitsAreComplete(Dispatcher dispatcher) {
    if (dispatcher == Dispatchers.virtual()) {
      return;
    }
    int limit = dispatcher.toString().contains("2") ? 2 : 1;
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Async.taskScope()
        .run(
            scope -> {
              TaskScope limited = scope.on(dispatcher);
              for (int i = 0; i < 20; i++) {
                limited.launch(
                    () -> {
                      most.accumulateAndGet(running.incrementAndGet(), Math::max);
                      spin(50);
                      running.decrementAndGet();
                    });
              }
            });
    assertThat(most.get()).isBetween(1, limit);
  }
}
