package org.coroutines4j.flow;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.Async.taskScope;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Tasks;
import org.coroutines4j.testkit.EachDispatcher;
import org.coroutines4j.testkit.Poll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Guards that {@code buffer(n).iterator()} runs ahead as a collected {@code buffer(n)} does. */
class RunAheadIteratorTest {
  private final AtomicInteger emitted = new AtomicInteger();

  private AsyncFlow<Integer> numbers(int count) {
    return AsyncFlow.generate(
        out -> {
          for (int i = 0; i < count; i++) {
            out.emit(i);
            emitted.incrementAndGet();
          }
        });
  }

  private DynamicTest runsAheadBy(int expected, AsyncFlow<Integer> flow) {
    return DynamicTest.dynamicTest(
        "buffer of " + expected,
        () ->
            taskScope()
                .run(
                    scope -> {
                      emitted.set(0);
                      AsyncIterator<Integer> iterator = flow.iterator();
                      delay(ofMillis(5));
                      assertThat(emitted).as("before the first request").hasValue(0);
                      for (int i = 0; i < 10; i++) {
                        assertThat(iterator.next()).isEqualTo(i);
                        int all = i + 1 + expected;
                        Poll.until(() -> emitted.get() >= all);
                        delay(ofMillis(2));
                        assertThat(emitted).hasValue(all);
                      }
                      iterator.close();
                    }));
  }

  @TestFactory
  Stream<DynamicTest> producer_runsAheadByNoMore() {
    return Stream.of(
        runsAheadBy(1, numbers(5_000).buffer(1)),
        runsAheadBy(5, numbers(5_000).buffer(2).buffer(3)),
        runsAheadBy(64, numbers(5_000).buffer(64)),
        runsAheadBy(1_024, numbers(5_000).buffer(1_024)),
        runsAheadBy(1_025, numbers(5_000).buffer(1_025)));
  }

  @ParameterizedTest
  @EachDispatcher
  void values_comeInOrder_onceEach(Dispatcher dispatcher) {
    taskScope()
        .on(dispatcher)
        .run(
            scope -> {
              int expected = 0;
              for (int n : numbers(10_000).buffer(7)) {
                assertThat(n).isEqualTo(expected++);
              }
              assertThat(expected).isEqualTo(10_000);
            });
  }

  @Test
  void failure_comesAfterTheValuesBeforeIt() {
    List<Integer> seen = new ArrayList<>();
    AsyncFlow<Integer> flow =
        numbers(100)
            .onEach(
                n -> {
                  if (n == 5) {
                    throw new IllegalStateException("broken");
                  }
                })
            .buffer(50);
    taskScope()
        .run(
            scope ->
                assertThatIllegalStateException()
                    .isThrownBy(() -> flow.iterator().forEachRemaining(seen::add))
                    .withMessage("broken"));
    assertThat(seen).containsExactly(0, 1, 2, 3, 4);
  }

  private final AtomicBoolean pulled = new AtomicBoolean();

  private AsyncFlow<Integer> failing(int ahead) {
    return AsyncFlow.<Integer>generate(
            out -> {
              out.emitAll(numbers(2));
              Poll.until(pulled::get);
              throw new IllegalStateException("broken");
            })
        .buffer(ahead);
  }

  private void pullOne(AsyncIterator<Integer> iterator) {
    assertThat(iterator.next()).isZero();
    pulled.set(true);
    delay(ofMillis(10)); // the flow fails
  }

  /** 2,000 is more than a ring holds. */
  @ParameterizedTest
  @ValueSource(ints = {3, 2_000})
  void failureAhead_ofALoopThatWasLeft_isThatOfTheBlock(int ahead) {
    assertThatIllegalStateException()
        .isThrownBy(() -> taskScope().run(scope -> pullOne(failing(ahead).iterator())))
        .withMessage("broken");
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 2_000})
  void failureAhead_thatAnotherTaskHasSeen_isNotThatOfTheBlock(int ahead) {
    taskScope()
        .run(
            scope -> {
              AsyncIterator<Integer> iterator = failing(ahead).iterator();
              pullOne(iterator);
              scope
                  .launch(
                      () ->
                          assertThatIllegalStateException()
                              .isThrownBy(() -> iterator.forEachRemaining(n -> {})))
                  .await();
            });
  }

  /** The cleanup may wait, because the flow is ended by an exception from {@code emit}. */
  @Test
  void close_endsAFlowThatWaitsForRoom() {
    AtomicBoolean cleaned = new AtomicBoolean();
    AsyncFlow<Integer> flow =
        AsyncFlow.<Integer>generate(
                out -> {
                  try {
                    out.emitAll(numbers(100));
                  } finally {
                    delay(ofMillis(1));
                    cleaned.set(true);
                  }
                })
            .buffer(2);
    taskScope()
        .run(
            scope -> {
              try (AsyncIterator<Integer> iterator = flow.iterator()) {
                assertThat(iterator.next()).isZero();
                Poll.until(() -> emitted.get() == 3);
                delay(ofMillis(5));
              }
              assertThat(cleaned).isTrue();
            });
  }

  @Test
  void pullOnAnExecutor_isRefused_andKeepsTheInterrupt() {
    Executor sameThread = Runnable::run;
    taskScope()
        .run(
            scope -> {
              AsyncIterator<Integer> iterator = numbers(5_000).buffer(100).iterator();
              assertThat(iterator.next()).isZero();
              Poll.until(() -> emitted.get() == 101);
              scope
                  .on(Dispatchers.from(sameThread))
                  .async(
                      () -> {
                        Thread.currentThread().interrupt();
                        for (int i = 0; i < 200; i++) {
                          assertThatIllegalStateException().isThrownBy(iterator::hasNext);
                        }
                        assertThat(Thread.interrupted()).isTrue();
                        return null;
                      })
                  .await();
              iterator.close();
            });
  }

  @ParameterizedTest
  @EnumSource(
      value = Pulling.class,
      names = {"BY_A_RING", "BY_A_SUSPENDING_RING"})
  void cancelledFlow_doesNotEmit_evenIfThereIsRoom(Pulling ring) {
    AtomicBoolean cancelled = new AtomicBoolean();
    List<Integer> rest = new ArrayList<>();
    AsyncFlow<Integer> flow =
        AsyncFlow.range(0, 6)
            .map(
                n -> {
                  while (n == 1 && !cancelled.get()) {
                    Thread.onSpinWait(); // ends by no interrupt, unlike a wait
                  }
                  return n;
                });
    taskScope()
        .run(
            scope ->
                scope
                    .launch(
                        () -> {
                          AsyncIterator<Integer> iterator = ring.of(flow).iterator();
                          assertThat(iterator.next()).isZero();
                          Tasks.current().cancel();
                          cancelled.set(true);
                          assertThatExceptionOfType(CancellationException.class)
                              .isThrownBy(
                                  () -> nonCancellable(() -> iterator.forEachRemaining(rest::add)));
                          rest.add(-1);
                        })
                    .join());
    assertThat(rest).containsExactly(-1);
  }
}
