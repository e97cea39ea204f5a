package org.coroutines4j.testing.kotlinx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.yieldNow;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.MutableSharedFlow;
import org.junit.jupiter.api.Test;

/** The cases of {@code OnCompletionTest} of kotlinx, for onCompletionEmit. */
class OnCompletionTest extends OperatorCases {
  private final RuntimeException second = new TestFailure("second failure");

  private AsyncFlow<Integer> failing(String entry) {
    return AsyncFlow.of(1)
        .onEach(
            value -> {
              log.add(entry);
              throw failure;
            });
  }

  /** Returns {@code flow}, followed by no value in place of its failure, which is logged. */
  private AsyncFlow<Integer> caught(AsyncFlow<Integer> flow) {
    return flow.recoverWith(
        thrown -> {
          log.add("caught " + thrown.getMessage());
          return AsyncFlow.empty();
        });
  }

  private static String text(Optional<? extends Throwable> end) {
    return end.map(Throwable::getMessage).orElse("normally");
  }

  @Test
  void normalEnd_isSeenAfterAllValues() {
    AsyncFlow<Integer> flow =
        AsyncFlow.<Integer>generate(
                out -> {
                  log.add("emitting");
                  out.emit(2);
                  log.add("emitted");
                })
            .onEach(value -> log.add("upstream"))
            .onCompletionEmit((end, out) -> log.add("ended " + text(end)))
            .onEach(value -> log.add("downstream"));
    logs(
        test -> flow.collect(value -> {}),
        "emitting",
        "upstream",
        "downstream",
        "emitted",
        "ended normally");
  }

  @Test
  void failureUpstream_isSeenAndContinues() {
    AsyncFlow<Integer> flow =
        failing("failing").onCompletionEmit((end, out) -> log.add("ended " + text(end)));
    logs(test -> caught(flow).collect(value -> {}), "failing", "ended broken", "caught broken");
  }

  @Test
  void failureDownstream_isSeenAndContinues() {
    AsyncFlow<Integer> flow =
        AsyncFlow.<Integer>generate(
                out -> {
                  log.add("emitting");
                  out.emit(2);
                })
            .onEach(value -> log.add("upstream"))
            .onCompletionEmit((end, out) -> log.add("ended " + text(end)))
            .onEach(
                value -> {
                  log.add("failing");
                  throw failure;
                });
    logs(
        test -> caught(flow).collect(value -> {}),
        "emitting",
        "upstream",
        "failing",
        "ended broken",
        "caught broken");
  }

  @Test
  void failureBetweenTwo_isSeenByBoth() {
    AsyncFlow<Integer> flow =
        AsyncFlow.of(1)
            .onCompletionEmit((end, out) -> log.add("first ended " + text(end)))
            .onEach(
                value -> {
                  log.add("failing");
                  throw failure;
                })
            .onCompletionEmit((end, out) -> log.add("second ended " + text(end)));
    logs(
        test -> caught(flow).collect(value -> {}),
        "failing",
        "first ended broken",
        "second ended broken",
        "caught broken");
  }

  @Test
  void failureOfTheAction_replacesTheFailure() {
    AsyncFlow<Integer> flow =
        failing("failing")
            .onCompletionEmit(
                (end, out) -> {
                  log.add("ended " + text(end));
                  throw second;
                });
    logs(
        test -> caught(flow).collect(value -> {}),
        "failing",
        "ended broken",
        "caught second failure");
  }

  @Test
  void action_runsUnderTheNameOfItsFlow() {
    logs(
        test -> {
          String main = here();
          AsyncFlow<Integer> flow =
              AsyncFlow.of(1)
                  .onCompletionEmit((end, out) -> log.add(here() + " ended " + text(end)))
                  .flowOn("OK")
                  .onEach(
                      value -> {
                        log.add("failing in " + (here().equals(main) ? "main" : here()));
                        throw failure;
                      });
          caught(flow).collect(value -> {});
        },
        "OK ended normally",
        "failing in main",
        "caught broken");
  }

  @Test
  void emittedValue_isTheLast() {
    runTest(
        test ->
            assertThat(
                    AsyncFlow.of("a", "b", "c")
                        .onCompletionEmit((end, out) -> out.emit("Done"))
                        .toList())
                .containsExactly("a", "b", "c", "Done"));
  }

  @Test
  void emitAfterAFailure_throwsIt() {
    List<String> collected = new ArrayList<>();
    AsyncFlow<String> flow =
        AsyncFlow.range(1, 11)
            .map(value -> "value " + value)
            .onEach(
                value -> {
                  log.add(value);
                  if (value.equals("value 6")) {
                    throw failure;
                  }
                  yieldNow();
                })
            .onCompletionEmit(
                (end, out) -> {
                  log.add("ended " + text(end));
                  out.emit("done");
                });
    logs(
        test -> assertThatThrownBy(() -> flow.collect(collected::add)).isSameAs(failure),
        "value 1",
        "value 2",
        "value 3",
        "value 4",
        "value 5",
        "value 6",
        "ended broken");
    assertThat(collected).containsExactly("value 1", "value 2", "value 3", "value 4", "value 5");
  }

  @Test
  void emitAfterACancellation_throwsIt() {
    List<Integer> collected = new ArrayList<>();
    logs(
        test ->
            assertThatThrownBy(
                    () ->
                        taskScope()
                            .run(
                                scope ->
                                    AsyncFlow.range(1, 11)
                                        .onEach(
                                            value -> {
                                              log.add("value " + value);
                                              if (value == 6) {
                                                scope.cancel();
                                              }
                                              yieldNow();
                                            })
                                        .onCompletionEmit(
                                            (end, out) -> {
                                              log.add(
                                                  "cancelled "
                                                      + (end.orElseThrow()
                                                          instanceof CancellationException));
                                              try {
                                                out.emit(-1);
                                                log.add("emitted");
                                              } finally {
                                                log.add("finally");
                                              }
                                            })
                                        .collect(collected::add)))
                .isInstanceOf(CancellationException.class),
        "value 1",
        "value 2",
        "value 3",
        "value 4",
        "value 5",
        "value 6",
        "cancelled true",
        "finally");
    assertThat(collected).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void emitAfterAFailureOfTheCollector_throwsThat() {
    AsyncFlow<Integer> flow =
        AsyncFlow.<Integer>generate(
                out -> {
                  log.add("emitting");
                  out.emit(2);
                  log.add("emitted");
                })
            .onCompletionEmit(
                (end, out) -> {
                  log.add("ended " + text(end));
                  Throwable thrown = catchThrowable(() -> out.emit(-1));
                  log.add("emit throws the same: " + (thrown == failure));
                });
    logs(
        test ->
            assertThatThrownBy(
                    () ->
                        flow.collect(
                            value -> {
                              log.add("got " + value);
                              throw failure;
                            }))
                .isSameAs(failure),
        "emitting",
        "got 2",
        "ended broken",
        "emit throws the same: true");
  }

  /** The end is empty here: an end that the collector wants is no failure. */
  @Test
  void emitAfterFirst_throws() {
    AsyncFlow<Integer> flow =
        AsyncFlow.of(239)
            .onCompletionEmit(
                (end, out) -> {
                  log.add("ended " + text(end));
                  log.add("emit throws: " + (catchThrowable(() -> out.emit(42)) != null));
                });
    logs(test -> log.add("got " + flow.first()), "ended normally", "emit throws: true", "got 239");
  }

  /** The failure is an {@code IllegalStateException} here. */
  @Test
  void emitAfterTheValueOfSingle_throws() {
    AsyncFlow<Integer> flow =
        AsyncFlow.of(239)
            .onCompletionEmit(
                (end, out) -> {
                  log.add("ended " + text(end));
                  out.emit(42);
                  log.add("emitted");
                });
    logs(
        test ->
            assertThatThrownBy(flow::single)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("239, 42"),
        "ended normally");
  }

  @Test
  void emittedValueOfAnEmptyFlow_isItsSingleValue() {
    AsyncFlow<Integer> flow =
        AsyncFlow.<Integer>empty()
            .onCompletionEmit(
                (end, out) -> {
                  log.add("ended " + text(end));
                  out.emit(42);
                });
    logs(test -> log.add("got " + flow.single()), "ended normally", "got 42");
  }

  @Test
  void emitInAChildTask_isRefused() {
    AsyncFlow<Integer> flow =
        AsyncFlow.<Integer>empty()
            .onCompletionEmit(
                (end, out) -> {
                  log.add("ended " + text(end));
                  taskScope()
                      .run(
                          scope ->
                              scope.launch(
                                  () -> {
                                    try {
                                      out.emit(1);
                                    } catch (IllegalStateException e) {
                                      log.add("refused");
                                    }
                                  }));
                });
    logs(
        test -> {
          log.add("begin");
          assertThat(flow.singleOrEmpty()).isEmpty();
        },
        "begin",
        "ended normally",
        "refused");
  }

  @Test
  void takeUpstream_isANormalEnd() {
    AsyncFlow<Integer> flow =
        AsyncFlow.range(1, 11)
            .take(5)
            .onCompletionEmit(
                (end, out) -> {
                  log.add("ended " + text(end));
                  out.emit(-1);
                });
    logs(test -> log.add("got " + flow.toList()), "ended normally", "got [1, 2, 3, 4, 5, -1]");
  }

  @Test
  void emitAllOfASilentFlow_throws_afterTheEarlyEnd() {
    runTest(
        test ->
            assertThat(
                    AsyncFlow.of(1, 2, 3)
                        .onCompletionEmit((end, out) -> out.emitAll(MutableSharedFlow.create(0)))
                        .take(1)
                        .toList())
                .containsExactly(1));
  }

  @Test
  void emitAllOfASilentChannel_throws_afterTheEarlyEnd() {
    runTest(
        test ->
            assertThat(
                    AsyncFlow.of(1, 2, 3)
                        .onCompletionEmit(
                            (end, out) -> out.emitAll(AsyncFlow.fromChannel(Channel.rendezvous())))
                        .take(1)
                        .toList())
                .containsExactly(1));
  }
}
