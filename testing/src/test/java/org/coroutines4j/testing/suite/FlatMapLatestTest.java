package org.coroutines4j.testing.suite;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.ensureActive;
import static org.coroutines4j.Async.yieldNow;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.Emitter;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.testing.TestAction;
import org.junit.jupiter.api.Test;

/**
 * The published tests of kotlinx for flatMapLatest, transformLatest, mapLatest and collectLatest,
 * said with the operator that there is here. What happens is the same each time.
 */
class FlatMapLatestTest {
  private static final int REPETITIONS = 20;

  private final RuntimeException failure = new IllegalStateException("broken");
  private final List<Object> log = new ArrayList<>();

  /** Runs {@code test} again and again, and expects the same log each time. */
  private void logs(TestAction test, Object... expected) {
    for (int i = 0; i < REPETITIONS; i++) {
      log.clear();
      runTest(test);
      assertThat(log).as("repetition %d", i).containsExactly(expected);
    }
  }

  /** Waits until it is cancelled, and then logs {@code end}. */
  private void hang(Object end) {
    try {
      delay(ofSeconds(1_000_000));
    } finally {
      log.add(end);
    }
  }

  private static AsyncFlow<Integer> generate(ThrowingEmission body) {
    return AsyncFlow.generate(body::run);
  }

  private interface ThrowingEmission {
    void run(Emitter<Integer> out) throws Exception;
  }

  // FlatMapLatestTest and TransformLatestTest.

  @Test
  void innerFlowsThatNeverWait_emitAll() {
    logs(
        test ->
            log.addAll(AsyncFlow.of(1, 2, 3).flatMapLatest(v -> AsyncFlow.of(v, v + 1)).toList()),
        1,
        2,
        2,
        3,
        3,
        4);
    logs(
        test ->
            log.addAll(AsyncFlow.of(1, 2, 3).flatMapLatest(v -> AsyncFlow.of(v, v * 10)).toList()),
        1,
        10,
        2,
        20,
        3,
        30);
  }

  @Test
  void eachInnerFlow_emits() {
    logs(
        test ->
            log.addAll(
                generate(
                        out -> {
                          for (int i = 0; i < 5; i++) {
                            out.emit(i);
                          }
                        })
                    .flatMapLatest(AsyncFlow::of)
                    .toList()),
        0,
        1,
        2,
        3,
        4);
  }

  @Test
  void innerFlowThatWaits_isCancelledThere() {
    logs(
        test ->
            AsyncFlow.of(1, 2, 3, 4, 5)
                .flatMapLatest(
                    v ->
                        generate(
                            out -> {
                              log.add(v);
                              out.emit(v);
                              yieldNow();
                              log.add("after " + v);
                            }))
                .collect(v -> {}),
        1,
        2,
        3,
        4,
        5,
        "after 5");
  }

  @Test
  void withoutABuffer_everySecondSendWaits() {
    logs(
        test ->
            AsyncFlow.of(1, 2, 3, 4, 5)
                .flatMapLatest(
                    v ->
                        generate(
                            out -> {
                              out.emit(v);
                              log.add("emitted " + v);
                            }))
                .buffer(0)
                .onEach(v -> log.add("got " + v))
                .collect(v -> {}),
        "emitted 1",
        "got 1",
        "emitted 3",
        "got 3",
        "emitted 5",
        "got 5");
  }

  @Test
  void withABufferOfTwo_theSendThatFindsItFullWaits() {
    logs(
        test ->
            AsyncFlow.of(1, 2, 3, 42, 4)
                .flatMapLatest(
                    v ->
                        generate(
                            out -> {
                              out.emit(v);
                              log.add(v);
                            }))
                .buffer(2)
                .collect(v -> {}),
        1,
        2,
        3,
        4);
  }

  @Test
  void innerFlowsThatHang_areCancelledOneAfterTheOther() {
    logs(
        test ->
            log.add(
                AsyncFlow.of(1, 2, 3, 4)
                    .flatMapLatest(
                        v ->
                            generate(
                                out -> {
                                  if (v != 4) {
                                    hang(v);
                                  }
                                  out.emit(42);
                                }))
                    .toList()),
        1,
        2,
        3,
        List.of(42));
  }

  @Test
  void emptyFlow_isEmpty() {
    logs(
        test ->
            log.add(
                AsyncFlow.<Integer>empty()
                    .flatMapLatest(v -> AsyncFlow.of(1))
                    .firstOrEmpty()
                    .isEmpty()),
        true);
  }

  @Test
  void failureOfAnInnerFlow_comesAfterTheCancelledOneHasEnded() {
    logs(
        test ->
            assertThatThrownBy(
                    () ->
                        AsyncFlow.of(1, 2)
                            .flatMapLatest(
                                v ->
                                    generate(
                                        out -> {
                                          if (v == 1) {
                                            out.emit(1);
                                            hang(1);
                                          } else {
                                            log.add(2);
                                            throw failure;
                                          }
                                        }))
                            .collect(v -> {}))
                .isSameAs(failure),
        1,
        2);
  }

  @Test
  void failureDownstream_cancelsTheInnerFlow() {
    logs(
        test ->
            assertThatThrownBy(
                    () ->
                        AsyncFlow.of(1)
                            .flatMapLatest(
                                v ->
                                    generate(
                                        out -> {
                                          log.add(1);
                                          out.emit(v);
                                          log.add(2);
                                          hang(4);
                                        }))
                            .flowOn(Dispatchers.cpu())
                            .onEach(
                                v -> {
                                  log.add(3);
                                  throw failure;
                                })
                            .collect(v -> {}))
                .isSameAs(failure),
        1,
        2,
        3,
        4);
  }

  @Test
  void failureUpstream_cancelsTheInnerFlow() {
    logs(
        test ->
            assertThatThrownBy(
                    () ->
                        generate(
                                out -> {
                                  log.add(1);
                                  out.emit(1);
                                  yieldNow();
                                  log.add(3);
                                  throw failure;
                                })
                            .flatMapLatest(
                                v ->
                                    generate(
                                        out -> {
                                          log.add(2);
                                          hang(4);
                                        }))
                            .collect(v -> {}))
                .isSameAs(failure),
        1,
        2,
        3,
        4);
  }

  @Test
  void take_endsBoth() {
    logs(
        test ->
            log.addAll(AsyncFlow.of(1, 2, 3, 4, 5).flatMapLatest(AsyncFlow::of).take(1).toList()),
        1);
  }

  @Test
  void sourceOnAnotherDispatcher_runsAheadByItsBuffer() {
    logs(
        test ->
            log.add(
                generate(
                        out -> {
                          log.add("source 1");
                          out.emit(4);
                          log.add("source 2");
                          out.emit(5);
                          log.add("source 3");
                        })
                    .flowOn(Dispatchers.cpu())
                    .flatMapLatest(
                        v ->
                            generate(
                                out -> {
                                  log.add("inner " + v);
                                  out.emit(v);
                                }))
                    .onEach(v -> log.add("got " + v))
                    .count()),
        "source 1",
        "source 2",
        "source 3",
        "inner 4",
        "inner 5",
        "got 4",
        "got 5",
        2L);
  }

  // MapLatestTest: mapLatest(fn) is flatMapLatest(v -> generate(out -> out.emit(fn(v)))).

  private static <R> AsyncFlow<R> mapLatest(
      AsyncFlow<Integer> flow, ThrowingFunction<Integer, R> fn) {
    return flow.flatMapLatest(v -> AsyncFlow.generate(out -> out.emit(fn.apply(v))));
  }

  @Test
  void mapLatest_thatNeverWaits_isMap() {
    logs(test -> log.addAll(mapLatest(AsyncFlow.of(1, 2, 3), v -> v + 1).toList()), 2, 3, 4);
  }

  @Test
  void mapLatest_thatWaits_mapsTheLatest() {
    logs(
        test ->
            log.addAll(
                mapLatest(
                        AsyncFlow.of(1, 2, 3),
                        v -> {
                          delay(ofMillis(10));
                          return v;
                        })
                    .toList()),
        3);
  }

  // CollectLatestTest: collectLatest(action) is flatMapLatest of what emits nothing.

  private static void collectLatest(AsyncFlow<Integer> flow, ThrowingConsumer<Integer> action) {
    flow.flatMapLatest(v -> AsyncFlow.generate(out -> action.accept(v))).collect(v -> {});
  }

  @Test
  void collectLatest_thatNeverWaits_collectsAll() {
    logs(test -> collectLatest(AsyncFlow.of(1, 2, 3), log::add), 1, 2, 3);
  }

  @Test
  void collectLatest_thatWaits_collectsTheLast() {
    logs(
        test ->
            collectLatest(
                AsyncFlow.of(1, 2, 3),
                v -> {
                  yieldNow();
                  log.add(v);
                }),
        3);
  }

  @Test
  void collectLatest_hasBegun_whenTheSourceFails() {
    logs(
        test ->
            assertThatThrownBy(
                    () ->
                        collectLatest(
                            generate(
                                out -> {
                                  out.emit(1);
                                  throw failure;
                                }),
                            log::add))
                .isSameAs(failure),
        1);
  }

  @Test
  void collectLatest_thatFails_cancelsTheSource() {
    logs(
        test ->
            assertThatThrownBy(
                    () ->
                        collectLatest(
                            generate(
                                out -> {
                                  out.emit(1);
                                  hang(1);
                                }),
                            v -> {
                              throw failure;
                            }))
                .isSameAs(failure),
        1);
  }

  // What the issue tracker has on it.

  @Test
  void slowCollector_getsWhatTheInnerFlowsHaveEmitted() {
    logs(
        test ->
            AsyncFlow.of(1, 2, 3)
                .flatMapLatest(v -> AsyncFlow.of(v, v * 10))
                .collect(
                    v -> {
                      delay(ofMillis(100));
                      log.add(v);
                    }),
        1,
        10,
        2,
        20,
        3,
        30);
  }

  @Test
  void newValue_endsTheInnerFlowOfTheOneBefore_inItsTime() {
    AsyncFlow<Integer> everySecond = AsyncFlow.of(1, 2, 3).onEach(v -> delay(ofSeconds(1)));
    logs(
        test ->
            everySecond
                .flatMapLatest(
                    v ->
                        AsyncFlow.<String>generate(
                            out -> {
                              try {
                                for (char c = 'a'; c <= 'c'; c++) {
                                  out.emit(v + "" + c);
                                  delay(ofMillis(600));
                                }
                              } finally {
                                log.add("end " + v);
                              }
                            }))
                .collect(v -> log.add(v + " at " + test.clock().elapsed().toMillis())),
        "1a at 1000",
        "1b at 1600",
        "end 1",
        "2a at 2000",
        "2b at 2600",
        "end 2",
        "3a at 3000",
        "3b at 3600",
        "3c at 4200",
        "end 3");
  }

  @Test
  void innerFlowThatOnlyChecks_isNotCancelledByTheNext() {
    logs(
        test ->
            AsyncFlow.of(1, 2)
                .flatMapLatest(
                    v ->
                        generate(
                            out -> {
                              ensureActive();
                              delay(ofMillis(0));
                              out.emit(v);
                            }))
                .collect(log::add),
        1,
        2);
  }
}
