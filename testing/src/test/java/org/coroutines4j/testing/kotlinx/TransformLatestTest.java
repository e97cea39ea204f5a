package org.coroutines4j.testing.kotlinx;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.yieldNow;
import static org.coroutines4j.testing.VirtualTime.runTest;

import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Test;

/** The cases of {@code TransformLatestTest} of kotlinx: a new value cancels the call before. */
class TransformLatestTest extends OperatorCases {
  @Test
  void functionThatNeverWaits_emitsAllItsValues() {
    AsyncFlow<Integer> flow =
        AsyncFlow.of(1, 2, 3)
            .transformLatest(
                (value, out) -> {
                  out.emit(value);
                  out.emit(value + 1);
                });
    runTest(test -> assertThat(flow.toList()).containsExactly(1, 2, 2, 3, 3, 4));
  }

  @Test
  void generatedValues_areAllEmitted() {
    AsyncFlow<Integer> flow =
        AsyncFlow.<Integer>generate(
                out -> {
                  for (int i = 0; i < 5; i++) {
                    out.emit(i);
                  }
                })
            .transformLatest((value, out) -> out.emit(value));
    runTest(test -> assertThat(flow.toList()).containsExactly(0, 1, 2, 3, 4));
  }

  @Test
  void functionThatWaits_isCancelledThere() {
    AsyncFlow<Integer> flow =
        AsyncFlow.of(1, 2, 3, 4, 5)
            .transformLatest(
                (value, out) -> {
                  log.add("begin " + value);
                  out.emit(value);
                  yieldNow();
                  log.add("end " + value);
                });
    logs(
        test -> flow.collect(value -> {}),
        "begin 1",
        "begin 2",
        "begin 3",
        "begin 4",
        "begin 5",
        "end 5");
  }

  @Test
  void rendezvous_completesEveryOtherEmit() {
    AsyncFlow<Integer> flow =
        AsyncFlow.of(1, 2, 3, 4, 5)
            .<Integer>transformLatest(
                (value, out) -> {
                  out.emit(value);
                  log.add("emitted " + value);
                })
            .buffer(0)
            .onEach(value -> log.add("got " + value));
    logs(
        test -> flow.collect(value -> {}),
        "emitted 1",
        "got 1",
        "emitted 3",
        "got 3",
        "emitted 5",
        "got 5");
  }

  @Test
  void bufferOfTwo_delaysTheEmitThatFindsItFull() {
    AsyncFlow<Integer> flow =
        AsyncFlow.of(1, 2, 3, 42, 4)
            .<Integer>transformLatest(
                (value, out) -> {
                  out.emit(value);
                  log.add("emitted " + value);
                })
            .buffer(2);
    logs(test -> flow.collect(value -> {}), "emitted 1", "emitted 2", "emitted 3", "emitted 4");
  }

  @Test
  void functionsThatHang_areCancelledInTurn() {
    AsyncFlow<Integer> flow =
        AsyncFlow.of(1, 2, 3, 4)
            .transformLatest(
                (value, out) -> {
                  if (value != 4) {
                    hang("cancelled " + value);
                  }
                  out.emit(42);
                });
    logs(
        test -> log.add("got " + flow.toList()),
        "cancelled 1",
        "cancelled 2",
        "cancelled 3",
        "got [42]");
  }

  @Test
  void emptyFlow_isEmpty() {
    runTest(
        test ->
            assertThat(
                    AsyncFlow.<Integer>empty()
                        .<Integer>transformLatest((value, out) -> out.emit(1))
                        .singleOrEmpty())
                .isEmpty());
  }

  /** Here, a named flow starts in a later step. So the source waits until its value is there. */
  @Test
  void namesOfSourceAndInnerFlows_stayThere() {
    AsyncFlow<Integer> source =
        AsyncFlow.<Integer>generate(
                out -> {
                  log.add(here());
                  out.emit(4);
                  delay(ofMillis(1));
                  out.emit(5);
                })
            .flowOn("source");
    logs(
        test -> {
          String main = here();
          source
              .<Integer>transformLatest(
                  (value, out) ->
                      out.emitAll(
                          AsyncFlow.<Integer>generate(
                                  inner -> {
                                    log.add(here());
                                    inner.emit(value);
                                  })
                              .flowOn("switch" + value)))
              .collect(value -> log.add(value + (here().equals(main) ? " main" : here())));
        },
        "source",
        "switch4",
        "4 main",
        "switch5",
        "5 main");
  }

  @Test
  void functionThatFails_failsAfterTheCancelledOne() {
    AsyncFlow<Integer> flow =
        AsyncFlow.of(1, 2)
            .transformLatest(
                (value, out) -> {
                  if (value == 1) {
                    out.emit(1);
                    hang("cancelled 1");
                  } else {
                    log.add("failed 2");
                    throw failure;
                  }
                });
    logs(test -> assertThatThrownBy(flow::count).isSameAs(failure), "cancelled 1", "failed 2");
  }

  @Test
  void failureDownstream_cancelsTheFunction() {
    AsyncFlow<Integer> flow =
        AsyncFlow.of(1)
            .<Integer>transformLatest(
                (value, out) -> {
                  log.add("emitting");
                  out.emit(value);
                  log.add("emitted");
                  hang("cancelled");
                })
            .flowOn("downstream")
            .onEach(
                value -> {
                  log.add("failed downstream");
                  throw failure;
                });
    logs(
        test -> assertThatThrownBy(flow::count).isSameAs(failure),
        "emitting",
        "emitted",
        "failed downstream",
        "cancelled");
  }

  @Test
  void failureUpstream_cancelsTheFunction() {
    AsyncFlow<Long> flow =
        AsyncFlow.<Integer>generate(
                out -> {
                  log.add("emitting");
                  out.emit(1);
                  yieldNow();
                  log.add("failed upstream");
                  throw failure;
                })
            .transformLatest(
                (value, out) -> {
                  log.add("transforming");
                  hang("cancelled");
                });
    logs(
        test -> assertThatThrownBy(flow::count).isSameAs(failure),
        "emitting",
        "transforming",
        "failed upstream",
        "cancelled");
  }

  @Test
  void take_endsTheFlow() {
    AsyncFlow<Integer> flow =
        AsyncFlow.of(1, 2, 3, 4, 5).transformLatest((value, out) -> out.emit(value));
    runTest(test -> assertThat(flow.take(1).toList()).containsExactly(1));
  }

  /** The example in the documentation of {@code transformLatest}. */
  @Test
  void documentedExample_emitsTheSecondValueTwice() {
    AsyncFlow<String> flow =
        AsyncFlow.generate(
            out -> {
              out.emit("a");
              delay(ofMillis(100));
              out.emit("b");
            });
    runTest(
        test ->
            assertThat(
                    flow.<String>transformLatest(
                            (value, out) -> {
                              out.emit(value);
                              delay(ofMillis(200));
                              out.emit(value + "_last");
                            })
                        .toList())
                .containsExactly("a", "b", "b_last"));
  }
}
