package org.coroutines4j.engine;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.awaitFuture;
import static org.coroutines4j.Async.blocking;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.mapConcurrent;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withContext;
import static org.coroutines4j.Async.withTimeoutOrEmpty;
import static org.coroutines4j.Async.yieldNow;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.testkit.Pause;
import org.coroutines4j.testkit.Rounds;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Guards that a body on a limited dispatcher holds a permit while it runs and releases it while it
 * waits.
 */
@Tag("stress")
class DispatcherPermitsTest {
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  static Stream<Dispatcher> dispatchers() {
    return Stream.of(
        Dispatchers.virtual().limitedParallelism(1),
        Dispatchers.cpu().limitedParallelism(1),
        Dispatchers.cpu(),
        Dispatchers.virtual().limitedParallelism(3).limitedParallelism(2));
  }

  /** Counts the tasks that run this code concurrently. */
  private void step() {
    most.accumulateAndGet(running.incrementAndGet(), Math::max);
    Pause.of(200);
    running.decrementAndGet();
  }

  private static int limitOf(Dispatcher dispatcher) {
    String name = dispatcher.toString();
    return name.endsWith("(1)")
        ? 1
        : name.endsWith("(2)") ? 2 : Runtime.getRuntime().availableProcessors();
  }

  @ParameterizedTest
  @MethodSource("dispatchers")
  void manyBodies_neverRunMoreThanTheLimitConcurrently(Dispatcher dispatcher) {
    // They all run concurrently: each further one would take longer than its share of the budget.
    Rounds rounds = Rounds.between(200, 1_000);
    taskScope()
        .on(dispatcher)
        .run(
            scope -> {
              while (rounds.next()) {
                int kind = rounds.count() % 4;
                scope.launch(() -> stepAndWait(scope, kind));
              }
            });
    assertThat(most.get()).isBetween(1, limitOf(dispatcher));
  }

  private void stepAndWait(TaskScope scope, int kind) {
    step();
    switch (kind) {
      case 0 -> yieldNow();
      case 1 -> delay(ofNanos(1_000));
      case 2 -> scope.async(() -> kind).await();
      default -> withTimeoutOrEmpty(ofNanos(500), () -> scope.async(() -> kind).await());
    }
    step();
  }

  @ParameterizedTest
  @MethodSource("dispatchers")
  void bodies_thatWaitForEachOther_neverDeadlock(Dispatcher dispatcher) {
    int depth = 150;
    int sum = taskScope().on(dispatcher).<Integer>call(scope -> nested(scope, depth));
    assertThat(sum).isEqualTo(depth);
  }

  private static int nested(TaskScope scope, int depth) {
    return depth == 0
        ? 0
        : 1
            + taskScope()
                .<Integer>call(inner -> scope.async(() -> nested(inner, depth - 1)).await());
  }

  @ParameterizedTest
  @MethodSource("dispatchers")
  void permits_arePassedBackAndForth_manyTimes(Dispatcher dispatcher) {
    Rounds rounds = Rounds.atLeast(300);
    taskScope()
        .on(dispatcher)
        .run(
            scope -> {
              for (int i = 0; i < 3; i++) {
                scope.launch(
                    () -> {
                      while (rounds.next()) {
                        scope.async(() -> 1).await();
                      }
                    });
              }
            });
  }

  @Test
  void yieldNow_handsThePermitToTheNextInOrder() {
    List<String> order = new ArrayList<>(); // one at a time, so that it needs no lock
    taskScope()
        .on(Dispatchers.virtual().limitedParallelism(1))
        .run(
            scope -> {
              for (String name : List.of("a", "b", "c")) {
                scope.launch(
                    () -> {
                      for (int i = 0; i < 3; i++) {
                        order.add(name + i);
                        yieldNow();
                      }
                    });
              }
            });
    assertThat(order).containsExactly("a0", "b0", "c0", "a1", "b1", "c1", "a2", "b2", "c2");
  }

  @ParameterizedTest
  @MethodSource("dispatchers")
  void blockingCode_andFutures_holdNoPermit(Dispatcher dispatcher) {
    int bodies = limitOf(dispatcher) + 3;
    CountDownLatch allBlocked = new CountDownLatch(2 * bodies);
    taskScope()
        .on(dispatcher)
        .run(
            scope -> {
              for (int i = 0; i < bodies; i++) {
                scope.launch(() -> blocking(() -> arrive(allBlocked)));
                FutureTask<Integer> future = new FutureTask<>(() -> arrive(allBlocked));
                scope.launch(() -> awaitFuture(future));
                scope.launch(() -> blocking(future::run));
              }
            });
    assertThat(allBlocked.getCount()).isZero();
  }

  private static int arrive(CountDownLatch latch) throws InterruptedException {
    latch.countDown();
    latch.await();
    return 1;
  }

  @Test
  void cpuBody_runsOnAPlatformThread_andWaitsWithoutHoldingUpOthers() {
    int tasks = 50;
    List<Boolean> virtual =
        withContext(
            Dispatchers.cpu(),
            () ->
                mapConcurrent(
                    IntStream.range(0, tasks).boxed().toList(),
                    i -> {
                      delay(ofMillis(5));
                      return Thread.currentThread().toString().startsWith("VirtualThread");
                    }));
    assertThat(virtual).hasSize(tasks).containsOnly(false);
  }

  @Test
  void taskOfALimit_canBeCancelled_whileOthersHoldThePermits() {
    taskScope()
        .on(Dispatchers.virtual().limitedParallelism(1))
        .run(
            scope -> {
              Task<?> never = scope.launch(() -> running.incrementAndGet());
              never.cancel(); // the body of the block holds the only permit
              never.join();
              assertThat(never.isCancelled()).isTrue();
              assertThat(running).hasValue(0);
            });
  }

  @Test
  void blockingBody_thatIsWokenLate_costsItsPartnerNoPermit() {
    taskScope()
        .on(Dispatchers.virtual().limitedParallelism(1))
        .run(
            scope -> {
              CoroutineThread body = Objects.requireNonNull(CoroutineThreads.current());
              CountDownLatch partnerRan = new CountDownLatch(1);
              blocking(
                  () -> {
                    body.wake(); // as a timer or a Job does that comes late
                    scope.launch(partnerRan::countDown);
                    assertThat(partnerRan.await(10, SECONDS)).isTrue();
                  });
            });
  }

  @Test
  void nestedBlocking_withAwaits_holdsNoPermitUntilTheOutermostEnds() {
    taskScope()
        .on(Dispatchers.virtual().limitedParallelism(1))
        .run(
            scope ->
                blocking(
                    () -> {
                      assertThat(blocking(() -> 1)).isEqualTo(1);
                      CountDownLatch first = new CountDownLatch(1);
                      scope.launch(first::countDown);
                      assertThat(first.await(10, SECONDS)).isTrue();
                      delay(ofMillis(1));
                      yieldNow();
                      assertThat(scope.async(() -> 2).await()).isEqualTo(2);
                      CountDownLatch second = new CountDownLatch(1);
                      scope.launch(second::countDown);
                      assertThat(second.await(10, SECONDS)).isTrue();
                    }));
  }

  @Test
  void code_thatABlockingCallSendsToItsDispatcher_needsAPermit() {
    Dispatcher one = Dispatchers.virtual().limitedParallelism(1);
    taskScope()
        .on(one)
        .run(
            scope -> {
              for (int i = 0; i < 4; i++) {
                scope.launch(() -> blocking(() -> withContext(one, this::slowStep)));
                scope.launch(() -> blocking(() -> taskScope().on(one).run(s -> slowStep())));
              }
            });
    assertThat(most).hasValue(1);
  }

  private void slowStep() throws InterruptedException {
    most.accumulateAndGet(running.incrementAndGet(), Math::max);
    Thread.sleep(10);
    running.decrementAndGet();
  }
}
