package org.coroutines4j.flow;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.Async.taskScope;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.coroutines4j.Async;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Task;
import org.coroutines4j.Tasks;
import org.coroutines4j.testkit.EachDispatcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * Guards that a loop over a flow that never waits is like one that waits for each value: other
 * tasks run meanwhile, and an interrupt ends it.
 */
class EndlessPullTest {
  private final AtomicBoolean othersHaveRun = new AtomicBoolean();

  private static AsyncFlow<Integer> endless() {
    return AsyncFlow.iterate(0, n -> n + 1);
  }

  private static void pullUntil(BooleanSupplier condition) {
    for (int n : endless()) {
      if (condition.getAsBoolean()) {
        return;
      }
      assertThat(n).isNotNegative();
    }
  }

  private static void pullShortFlowsUntil(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      for (int n : AsyncFlow.of(1, 2)) {
        assertThat(n).isPositive();
      }
    }
  }

  /** Enough loops to take all threads and permits. */
  private void whileLoopsRun(Dispatcher dispatcher, Runnable loop) {
    int loops = 2 * Runtime.getRuntime().availableProcessors();
    taskScope()
        .on(dispatcher)
        .run(
            scope -> {
              for (int i = 0; i < loops; i++) {
                scope.launch(loop::run);
              }
              scope.launch(() -> othersHaveRun.set(true));
            });
    assertThat(othersHaveRun).isTrue();
  }

  @ParameterizedTest
  @EachDispatcher
  void endlessLoops_letOtherTasksRun(Dispatcher dispatcher) {
    whileLoopsRun(dispatcher, () -> pullUntil(othersHaveRun::get));
  }

  @ParameterizedTest
  @EachDispatcher
  void loopsOverShortFlows_letOtherTasksRun(Dispatcher dispatcher) {
    whileLoopsRun(dispatcher, () -> pullShortFlowsUntil(othersHaveRun::get));
  }

  /** A pull that finds no value is as long as a loop. */
  @ParameterizedTest
  @EachDispatcher
  void pullsOfFlowsWithoutValues_letOtherTasksRun(Dispatcher dispatcher) {
    AsyncFlow<Integer> filtered = endless().filter(n -> othersHaveRun.get());
    AsyncFlow<Integer> joined =
        endless()
            .flatMapConcat(n -> othersHaveRun.get() ? AsyncFlow.of(n) : AsyncFlow.<Integer>empty());
    whileLoopsRun(dispatcher, () -> assertThat(filtered.iterator().next()).isNotNegative());
    othersHaveRun.set(false);
    whileLoopsRun(dispatcher, () -> assertThat(joined.iterator().next()).isNotNegative());
  }

  @ParameterizedTest
  @EachDispatcher
  void pullOfAFlowWithoutValues_isEndedByAnInterrupt(Dispatcher dispatcher) {
    taskScope()
        .run(
            scope -> {
              Task<?> task =
                  scope
                      .on(dispatcher)
                      .launch(
                          () -> {
                            Thread.currentThread().interrupt();
                            boolean unused = endless().filter(n -> false).iterator().hasNext();
                          });
              task.join();
              assertThat(task.isCancelled()).isTrue();
            });
  }

  /** Each loop holds a permit that no other coroutine wants. Together they hold all processors. */
  @Test
  void loopsOnEventLoops_letATaskOfATimerRun() {
    int loops = 2 * Runtime.getRuntime().availableProcessors();
    taskScope()
        .run(
            scope -> {
              for (int i = 0; i < loops; i++) {
                scope.on(Dispatchers.eventLoop()).launch(() -> pullUntil(othersHaveRun::get));
              }
              scope.launch(
                  () -> {
                    delay(ofMillis(20));
                    othersHaveRun.set(true);
                  });
            });
    assertThat(othersHaveRun).isTrue();
  }

  /** The operator runs on the permit of the upstream, until it waits. */
  @ParameterizedTest
  @EachDispatcher
  void endlessLoopInALatestOperator_letsTheUpstreamGoOn(Dispatcher dispatcher) {
    AsyncFlow<Integer> flow =
        AsyncFlow.range(0, 2)
            .flatMapLatest(
                n ->
                    AsyncFlow.generate(
                        out -> {
                          if (n == 0) {
                            pullUntil(() -> false);
                          }
                          out.emit(n);
                        }));
    List<Integer> values = new ArrayList<>();
    taskScope().on(dispatcher).run(scope -> flow.collect(values::add));
    assertThat(values).containsExactly(1);
  }

  @ParameterizedTest
  @EachDispatcher
  void endlessLoop_closedByAnotherTask_ends(Dispatcher dispatcher) {
    taskScope()
        .on(dispatcher)
        .run(
            scope -> {
              AsyncIterator<Integer> iterator = endless().iterator();
              scope.launch(iterator::close);
              while (iterator.hasNext()) {
                assertThat(takeUnlessClosed(iterator)).isNotEqualTo(-2);
              }
              Async.ensureActive();
            });
  }

  private static int takeUnlessClosed(AsyncIterator<Integer> iterator) {
    try {
      return iterator.next();
    } catch (NoSuchElementException closed) {
      return -1;
    }
  }

  @Test
  void endlessLoopOfAPlainThread_isEndedByAnInterrupt() throws InterruptedException {
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    CompletableFuture<?> inside = new CompletableFuture<>();
    Thread plain =
        new Thread(
            () -> {
              try {
                Async.run(
                    scope -> {
                      inside.complete(null);
                      pullUntil(() -> false);
                    });
              } catch (Throwable t) {
                interrupted.complete(Thread.interrupted());
                thrown.complete(t);
              }
            });
    plain.setDaemon(true);
    plain.start();
    inside.join();
    plain.interrupt();
    assertThat(thrown.join())
        .isInstanceOf(CancellationException.class)
        .hasMessageContaining("interrupted");
    assertThat(interrupted.join()).as("set again for the owner of the thread").isTrue();
  }

  @ParameterizedTest
  @EachDispatcher
  void endlessLoopOfATask_isEndedByAnInterrupt(Dispatcher dispatcher) {
    taskScope()
        .run(
            scope -> {
              Task<?> task =
                  scope
                      .on(dispatcher)
                      .launch(
                          () -> {
                            Thread.currentThread().interrupt();
                            pullUntil(() -> false);
                          });
              task.join();
              assertThat(task.isCancelled()).isTrue();
            });
  }

  /** As the wait for the end of the flow does. */
  @Test
  void shortLoop_thatWasInterrupted_endsWithTheCancellation() {
    List<Integer> seen = new ArrayList<>();
    taskScope()
        .run(
            scope -> {
              Task<?> task =
                  scope.launch(
                      () ->
                          assertThatExceptionOfType(CancellationException.class)
                              .isThrownBy(() -> interruptAndPull(seen)));
              task.join();
              assertThat(task.isCancelled()).isTrue();
            });
    assertThat(seen).containsExactly(0, 1, 2);
  }

  private static void interruptAndPull(List<Integer> seen) {
    for (int n : AsyncFlow.range(0, 3)) {
      seen.add(n);
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void interruptInShieldedCode_isConsumed_andTheLoopGoesOn() {
    List<Integer> seen = new ArrayList<>();
    taskScope()
        .run(
            scope -> {
              Task<?> task =
                  scope.launch(
                      () -> {
                        nonCancellable(() -> interruptAndPull(seen));
                        assertThat(Tasks.current().isActive()).isFalse();
                      });
              task.join();
              assertThat(task.isCancelled()).isTrue();
            });
    assertThat(seen).containsExactly(0, 1, 2);
  }
}
