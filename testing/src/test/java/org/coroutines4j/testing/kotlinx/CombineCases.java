package org.coroutines4j.testing.kotlinx;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.yieldNow;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.util.concurrent.CancellationException;
import org.coroutines4j.TaskFailedException;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.Emitter;
import org.coroutines4j.function.ThrowingBiFunction;
import org.junit.jupiter.api.Test;

/** The cases of {@code CombineTestBase} of kotlinx, for each operator that combines two flows. */
abstract class CombineCases extends OperatorCases {
  private static final String[] BY_TURNS = {
    "emitting a",
    "emitting 1",
    "emitting b, c",
    "emitted c",
    "emitting 2",
    "emitted 2",
    "emitting 3",
    "got [a1, b1, c1, c2, c3]"
  };

  private final AsyncFlow<String> quick =
      AsyncFlow.generate(
          out -> {
            log.add("emitting a");
            out.emit("a");
            log.add("emitting b, c");
            out.emit("b");
            out.emit("c");
            log.add("emitted c");
          });

  /** Combines the latest values of both flows by {@code fn}. */
  abstract <A, B, R> AsyncFlow<R> combineLatest(
      AsyncFlow<A> a, AsyncFlow<B> b, ThrowingBiFunction<A, B, R> fn);

  private AsyncFlow<String> joined(AsyncFlow<String> a, AsyncFlow<Integer> b) {
    return combineLatest(a, b, (text, number) -> text + number);
  }

  @Test
  void flowsThatNeverWait_emitByTurns() {
    runTest(
        test ->
            assertThat(joined(AsyncFlow.of("a", "b", "c"), AsyncFlow.of(1, 2, 3)).toList())
                .containsExactly("a1", "b2", "c3"));
  }

  @Test
  void emptyFlows_areEmpty() {
    runTest(
        test -> assertThat(joined(AsyncFlow.empty(), AsyncFlow.empty()).singleOrEmpty()).isEmpty());
  }

  @Test
  void emptyFirstFlow_isEmpty() {
    runTest(test -> assertThat(joined(AsyncFlow.empty(), AsyncFlow.of(1)).toList()).isEmpty());
  }

  @Test
  void emptySecondFlow_isEmpty() {
    runTest(test -> assertThat(joined(AsyncFlow.of("a"), AsyncFlow.empty()).toList()).isEmpty());
  }

  /** Waits by time where the original yields twice: here, an emit may take more steps than that. */
  private void emitSlowly(Emitter<Integer> out) {
    log.add("emitting 1");
    out.emit(1);
    delay(ofMillis(1));
    log.add("emitting 2");
    out.emit(2);
    log.add("emitted 2");
    delay(ofMillis(1));
    log.add("emitting 3");
    out.emit(3);
  }

  @Test
  void quickAndSlowFlow_runByTurns() {
    AsyncFlow<Integer> slow = AsyncFlow.generate(this::emitSlowly);
    logs(test -> log.add("got " + joined(quick, slow).toList()), BY_TURNS);
  }

  @Test
  void slowAndQuickFlow_runByTurns() {
    AsyncFlow<Integer> slow =
        AsyncFlow.generate(
            out -> {
              yieldNow(); // this flow starts first, but emits second
              emitSlowly(out);
            });
    logs(
        test -> log.add("got " + combineLatest(slow, quick, (number, s) -> s + number).toList()),
        BY_TURNS);
  }

  /** Here, tasks start in the order of their launch. The dispatchers of kotlinx run in place. */
  @Test
  void namesOfTheFlows_stayThere() {
    AsyncFlow<String> first =
        AsyncFlow.<String>generate(
                out -> {
                  out.emit("a");
                  log.add("a in " + here());
                })
            .flowOn("first")
            .onEach(value -> log.add("a to " + here()))
            .flowOn("nested");
    AsyncFlow<Integer> second =
        AsyncFlow.<Integer>generate(
                out -> {
                  out.emit(1);
                  log.add("1 in " + here());
                })
            .flowOn("second")
            .onEach(value -> log.add("1 to " + here()))
            .flowOn("onEach");
    logs(
        test ->
            test.named("main")
                .launch(
                    () ->
                        combineLatest(
                                first,
                                second,
                                (a, b) -> {
                                  log.add("combined in " + here());
                                  return a + b;
                                })
                            .collect(value -> log.add(value + " in " + here())))
                .join(),
        "a in first",
        "1 in second",
        "a to nested",
        "1 to onEach",
        "combined in main",
        "a1 in main");
  }

  private <T> AsyncFlow<T> hangingAfter(T value, String end) {
    return AsyncFlow.generate(
        out -> {
          out.emit(value);
          hang(end);
        });
  }

  @Test
  void failureDownstream_cancelsBothFlows() {
    AsyncFlow<String> flow =
        combineLatest(
                hangingAfter("a", "cancelled a").flowOn("first"),
                hangingAfter(1, "cancelled 1").flowOn("second"),
                (a, b) -> {
                  log.add("combined in " + here());
                  return a + b;
                })
            .flowOn("combine")
            .onEach(
                value -> {
                  throw failure;
                });
    logs(
        test -> assertThatThrownBy(flow::count).isSameAs(failure),
        "combined in combine",
        "cancelled a",
        "cancelled 1");
  }

  @Test
  void failureOfAFlow_cancelsTheOther() {
    AsyncFlow<Integer> failing =
        AsyncFlow.<Integer>generate(
                out -> {
                  out.emit(1);
                  throw failure;
                })
            .flowOn("second");
    AsyncFlow<String> flow = joined(hangingAfter("a", "cancelled a").flowOn("first"), failing);
    logs(test -> assertThatThrownBy(flow::count).isSameAs(failure), "cancelled a");
  }

  /** The cancellation of other code is a failure here. */
  @Test
  void cancellationUpstream_failsTheFlow() {
    CancellationException cancellation = new CancellationException("upstream");
    AsyncFlow<Integer> first =
        AsyncFlow.generate(
            out -> {
              log.add("emitting");
              out.emit(1);
              throw cancellation;
            });
    AsyncFlow<Integer> second =
        AsyncFlow.generate(
            out -> {
              out.emit(1);
              throw unreached();
            });
    AsyncFlow<Integer> flow =
        combineLatest(first, second, Integer::sum).onEach(value -> log.add("got " + value));
    logs(
        test ->
            assertThatThrownBy(flow::count)
                .isInstanceOf(TaskFailedException.class)
                .hasCause(cancellation),
        "emitting",
        "got 2");
  }

  /** The cancellation of other code is a failure here. */
  @Test
  void cancellationDownstream_failsTheFlow() {
    CancellationException cancellation = new CancellationException("downstream");
    AsyncFlow<Integer> first =
        AsyncFlow.generate(
            out -> {
              out.emit(1);
              log.add("emitted first");
              hang("cancelled first");
            });
    AsyncFlow<Integer> second =
        AsyncFlow.generate(
            out -> {
              out.emit(1);
              log.add("emitted second");
              hang("cancelled second");
            });
    AsyncFlow<Integer> flow =
        combineLatest(first, second, Integer::sum)
            .onEach(
                value -> {
                  log.add("got " + value);
                  delay(ofMillis(1)); // both flows have returned from emit then
                  log.add("failing");
                  throw cancellation;
                });
    logs(
        test ->
            assertThatThrownBy(flow::count)
                .isInstanceOf(TaskFailedException.class)
                .hasCause(cancellation),
        "got 2",
        "emitted first",
        "emitted second",
        "failing",
        "cancelled first",
        "cancelled second");
  }

  @Test
  void cancelledScope_getsNoValue() {
    AsyncFlow<Integer> flow = AsyncFlow.generate(out -> out.emit(1));
    runTest(
        test ->
            assertThatThrownBy(
                    () ->
                        taskScope()
                            .run(
                                scope -> {
                                  scope.cancel();
                                  combineLatest(flow, flow, Integer::sum)
                                      .collect(value -> unreached());
                                }))
                .isInstanceOf(CancellationException.class));
  }
}
