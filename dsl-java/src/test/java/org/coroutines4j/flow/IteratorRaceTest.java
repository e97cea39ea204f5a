package org.coroutines4j.flow;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofNanos;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.yieldNow;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.Async;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Task;
import org.coroutines4j.flow.Pulling.InEachWay;
import org.coroutines4j.testkit.EachDispatcher;
import org.coroutines4j.testkit.Pause;
import org.coroutines4j.testkit.Rounds;
import org.coroutines4j.testkit.Spin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * Races the pulls of a task against a close, a cancellation and the end of the owner. The flow has
 * then ended, no value is lost or seen twice, and no interrupt reaches code outside the flow.
 */
@Tag("stress")
class IteratorRaceTest {
  private static final int MANY = 1_000_000;

  private final Random random = new Random(11);

  /** Whether a lambda is running now. */
  private final AtomicBoolean inside = new AtomicBoolean();

  private final AtomicInteger calls = new AtomicInteger();

  /** Every few values a lambda waits, blocks, or only computes. */
  private AsyncFlow<Integer> flow() {
    return AsyncFlow.range(0, MANY).map(this::lambda).filter(n -> n >= 0);
  }

  private int lambda(int n) throws InterruptedException {
    assertThat(inside.getAndSet(true)).isFalse();
    calls.incrementAndGet();
    try {
      switch (n % 64) {
        case 20 -> delay(ofNanos(1_000));
        case 40 -> Thread.sleep(0, 1_000);
        case 50 -> delay(n > 2_000 ? ofHours(1) : ofNanos(1));
        case 60 -> Thread.sleep(n > 2_000 ? 3_600_000 : 0);
        default -> Pause.of(n % 8);
      }
      return n;
    } finally {
      inside.set(false);
    }
  }

  private static Pulling wayOf(Rounds rounds) {
    Pulling[] ways = Pulling.values();
    return ways[rounds.count() % ways.length];
  }

  @ParameterizedTest
  @EachDispatcher
  void closeByAnotherTask_endsTheFlowOnly(Dispatcher dispatcher) {
    Rounds rounds = Rounds.atLeast(40);
    while (rounds.next()) {
      Pulling way = wayOf(rounds);
      calls.set(0);
      taskScope()
          .on(dispatcher)
          .run(
              scope -> {
                AsyncIterator<Integer> iterator = way.of(flow()).iterator();
                Task<?> closer =
                    scope
                        .on(Dispatchers.virtual())
                        .launch(
                            () -> {
                              Pause.of(random.nextInt(20_000));
                              iterator.close();
                              int after = calls.get();
                              assertThat(inside).isFalse();
                              Pause.of(100);
                              assertThat(calls).hasValue(after);
                            });
                int seen = pullOrClosed(iterator, 0);
                Async.ensureActive();
                closer.await();
                assertThat(seen).isLessThanOrEqualTo(calls.get());
                delay(ofNanos(1));
              });
    }
  }

  /** A close between {@code hasNext} and {@code next} drops the value. */
  private static int pullOrClosed(AsyncIterator<Integer> iterator, int first) {
    int expected = first;
    try {
      while (iterator.hasNext()) {
        assertThat(iterator.next()).isEqualTo(expected);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        expected++;
      }
    } catch (NoSuchElementException closed) {
      assertThat(iterator.hasNext()).isFalse();
    }
    return expected;
  }

  /** The close finds the flow in {@code emit}, and the request sends it on into a long wait. */
  @ParameterizedTest
  @InEachWay
  void closeWhileAValueIsRequested_endsTheFlow(Pulling way) {
    AsyncFlow<Integer> flow =
        AsyncFlow.range(0, 9)
            .onEach(
                n -> {
                  if (n == 5) {
                    delay(ofHours(1));
                  }
                });
    AtomicInteger pulled = new AtomicInteger();
    Rounds rounds = Rounds.atLeast(300);
    taskScope()
        .run(
            scope -> {
              while (rounds.next()) {
                AsyncIterator<Integer> iterator = way.of(flow).iterator();
                assertThat(iterator.next()).isZero();
                pulled.set(0);
                int last = 1 + random.nextInt(4);
                int before = random.nextInt(30);
                int after = random.nextInt(30);
                Task<?> closer =
                    scope.launch(
                        () -> {
                          Spin.until(() -> pulled.get() >= last);
                          Pause.of(before);
                          iterator.close();
                        });
                for (int i = 1; i <= last; i++) {
                  assertThat(iterator.next()).isEqualTo(i);
                }
                yieldNow();
                pulled.set(last);
                Pause.of(after);
                int seen = pullOrClosed(iterator, last + 1);
                assertThat(seen).isBetween(last, 5);
                closer.await();
              }
            });
  }

  @ParameterizedTest
  @EachDispatcher
  void cancellationOfThePuller_endsTheFlow(Dispatcher dispatcher) {
    Rounds rounds = Rounds.atLeast(40);
    while (rounds.next()) {
      Pulling way = wayOf(rounds);
      taskScope()
          .run(
              scope -> {
                AtomicInteger after = new AtomicInteger();
                Task<?> puller =
                    scope
                        .on(dispatcher)
                        .launch(
                            () -> {
                              AsyncIterator<Integer> iterator = way.of(flow()).iterator();
                              try {
                                pullUntilCancelled(iterator);
                              } catch (CancellationException e) {
                                assertThat(Thread.currentThread().isInterrupted()).isFalse();
                                after.incrementAndGet();
                                throw e;
                              }
                            });
                Pause.of(random.nextInt(20_000));
                puller.cancel();
                puller.join();
                assertThat(puller.isCancelled()).isTrue();
                assertThat(inside).isFalse();
                assertThat(after.get()).isLessThanOrEqualTo(1);
              });
    }
  }

  private static void pullUntilCancelled(AsyncIterator<Integer> iterator) {
    for (int expected = 0; iterator.hasNext(); expected++) {
      assertThat(iterator.next()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @InEachWay
  void endOfTheOwner_endsThePullsOfAnotherTask(Pulling way) {
    Rounds rounds = Rounds.atLeast(40);
    while (rounds.next()) {
      taskScope()
          .run(
              scope -> {
                List<Task<?>> pullers = new ArrayList<>();
                taskScope()
                    .run(
                        owner -> {
                          AsyncIterator<Integer> iterator = way.of(flow()).iterator();
                          int begun = random.nextInt(3);
                          for (int i = 0; i < begun; i++) {
                            assertThat(iterator.next()).isEqualTo(i);
                          }
                          pullers.add(scope.launch(() -> pullUntilOrphaned(iterator, begun)));
                          Pause.of(random.nextInt(20_000));
                        });
                assertThat(inside).isFalse();
                pullers.get(0).await();
              });
    }
  }

  /** The ring still has values when the flow ends. */
  @Test
  void endOfTheOwner_whileTheFlowEnds_isNotTheNormalEnd() {
    Rounds rounds = Rounds.atLeast(5_000);
    taskScope()
        .run(
            scope -> {
              while (rounds.next()) {
                Task<Integer> puller =
                    taskScope()
                        .call(
                            owner -> {
                              AtomicBoolean emitted = new AtomicBoolean();
                              AsyncIterator<Integer> iterator = eight(emitted).buffer(9).iterator();
                              assertThat(iterator.next()).isZero();
                              Task<Integer> begun = scope.async(() -> pullSlowly(iterator));
                              Spin.until(emitted::get);
                              Pause.of(random.nextInt(100));
                              return begun;
                            });
                assertThat(puller.await()).isIn(8, -1);
              }
            });
  }

  private static AsyncFlow<Integer> eight(AtomicBoolean emitted) {
    return AsyncFlow.generate(
        out -> {
          for (int i = 0; i < 8; i++) {
            out.emit(i);
          }
          emitted.set(true);
        });
  }

  /** Returns the number of values with the first, or -1 if the owner has ended before. */
  private static int pullSlowly(AsyncIterator<Integer> iterator) {
    int count = 1;
    try {
      for (; iterator.hasNext(); count++) {
        assertThat(iterator.next()).isEqualTo(count);
        Pause.of(100);
      }
    } catch (CancellationException ended) {
      return -1;
    }
    return count;
  }

  private static void pullUntilOrphaned(AsyncIterator<Integer> iterator, int first) {
    int expected = first;
    try {
      while (iterator.hasNext()) {
        assertThat(iterator.next()).isEqualTo(expected);
        expected++;
      }
      throw new AssertionError("the flow ended by itself");
    } catch (CancellationException ended) {
      assertThat(ended).hasMessageContaining("created this iterator has ended");
      assertThat(iterator.hasNext()).isFalse();
    }
  }
}
