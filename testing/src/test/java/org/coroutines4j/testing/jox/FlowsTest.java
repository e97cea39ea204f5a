package org.coroutines4j.testing.jox;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.flow.Ending.WITH_ALL;
import static org.coroutines4j.flow.Ending.WITH_FIRST;
import static org.coroutines4j.testing.VirtualTime.runTest;
import static org.coroutines4j.testing.jox.Observed.timesOf;
import static org.coroutines4j.testing.jox.Observed.valuesBefore;
import static org.coroutines4j.testing.jox.Observed.valuesOf;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.channels.ReceiveChannel;
import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Test;

/**
 * The cases of {@code FlowsTest} of jox, about sources. Its {@code tick} is {@code ticker} here,
 * and its {@code timeout} is {@code emptyAfter}. A {@code range} of jox includes the last number.
 */
class FlowsTest {
  private static final AsyncFlow<Integer> ONES = AsyncFlow.range(1, 9);
  private static final AsyncFlow<Integer> TENS = AsyncFlow.of(10, 20, 30);
  private static final AsyncFlow<Integer> HUNDREDS = AsyncFlow.of(100, 200, 300, 400, 500);

  private final RuntimeException boom = new RuntimeException("boom");

  @Test
  void empty_emitsNothing() {
    assertThat(AsyncFlow.empty().toList()).isEmpty();
  }

  @Test
  void fromFork_emitsTheValueOfTheTask() {
    runTest(
        test -> assertThat(AsyncFlow.fromTask(test.async(() -> 1)).toList()).containsExactly(1));
  }

  @Test
  void iterate_emitsTheResultsInTurn() {
    assertThat(AsyncFlow.iterate(1, i -> i + 1).take(3).toList()).containsExactly(1, 2, 3);
  }

  @Test
  void range_withAStep_emitsEachStep() {
    assertThat(AsyncFlow.range(1, 6, 1).toList()).containsExactly(1, 2, 3, 4, 5);
    assertThat(AsyncFlow.range(1, 6, 2).toList()).containsExactly(1, 3, 5);
    assertThat(AsyncFlow.range(1, 12, 3).toList()).containsExactly(1, 4, 7, 10);
  }

  @Test
  void failed_failsWithItsFailure() {
    assertThat(valuesBefore(boom, AsyncFlow.failed(boom))).isEmpty();
  }

  @Test
  void fromCompletableFuture_thatFailed_fails() {
    AsyncFlow<Integer> flow = AsyncFlow.fromStage(CompletableFuture.failedFuture(boom));
    assertThat(valuesBefore(boom, flow)).isEmpty();
  }

  @Test
  void fromCompletableFuture_emitsItsValue() {
    assertThat(AsyncFlow.fromStage(CompletableFuture.completedFuture(1)).toList())
        .containsExactly(1);
  }

  @Test
  void fromFutureSource_emitsTheElementsOfTheChannel() {
    runTest(
        test -> {
          CompletableFuture<ReceiveChannel<Integer>> future =
              CompletableFuture.completedFuture(AsyncFlow.of(1, 2).produceIn(test));
          AsyncFlow<Integer> flow =
              AsyncFlow.fromStage(future).flatMapConcat(AsyncFlow::fromChannel);
          assertThat(flow.toList()).containsExactly(1, 2);
        });
  }

  @Test
  void fromFutureSource_thatFailed_fails() {
    CompletableFuture<ReceiveChannel<Integer>> future = CompletableFuture.failedFuture(boom);
    AsyncFlow<Integer> flow = AsyncFlow.fromStage(future).flatMapConcat(AsyncFlow::fromChannel);
    assertThat(valuesBefore(boom, flow)).isEmpty();
  }

  @Test
  void repeatEval_callsItsFunctionForEachValue() {
    AtomicInteger calls = new AtomicInteger();
    assertThat(AsyncFlow.repeat(calls::incrementAndGet).take(3).toList()).containsExactly(1, 2, 3);
    assertThat(calls).hasValue(3);
  }

  @Test
  void repeatEvalWhileDefined_endsWithTheFirstEmptyResult() {
    AtomicInteger calls = new AtomicInteger();
    AsyncFlow<Integer> flow =
        AsyncFlow.repeat(() -> Optional.of(calls.incrementAndGet()).filter(i -> i < 5))
            .takeWhile(Optional::isPresent)
            .map(Optional::get);
    assertThat(flow.toList()).containsExactly(1, 2, 3, 4);
    assertThat(calls).hasValue(5);
  }

  @Test
  void repeat_emitsTheSameValueAgain() {
    assertThat(AsyncFlow.repeat(() -> 2137).take(3).toList()).containsExactly(2137, 2137, 2137);
  }

  @Test
  void tick_isRegular() {
    assertThat(timesOf(AsyncFlow.ticker(ZERO, ofMillis(100)).take(3)))
        .containsExactly("0 at 0", "1 at 100", "2 at 200", "end at 200");
  }

  @Test
  void tick_withALateReceiver_isImmediate_thenRegular() {
    List<String> times = new ArrayList<>();
    runTest(
        test -> {
          ReceiveChannel<Long> ticks = AsyncFlow.ticker(ZERO, ofMillis(100)).produceIn(test);
          delay(ofMillis(250));
          for (int i = 0; i < 5; i++) {
            times.add(ticks.receive() + " at " + test.clock().elapsed().toMillis());
          }
          ticks.cancel();
        });
    assertThat(times).containsExactly("0 at 250", "1 at 250", "2 at 250", "3 at 300", "4 at 400");
  }

  @Test
  void timeout_endsAfterItsTime() {
    AsyncFlow<Integer> wait = AsyncFlow.emptyAfter(ofMillis(100));
    assertThat(timesOf(AsyncFlow.concat(wait, AsyncFlow.of(1))))
        .containsExactly("1 at 100", "end at 100");
  }

  @Test
  void concat_emitsOneFlowAfterTheOther() {
    assertThat(valuesOf(AsyncFlow.concat(AsyncFlow.of(1, 2, 3), AsyncFlow.of(4, 5, 6))))
        .containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void interleaveAll_ofNoFlow_isEmpty() {
    List<AsyncFlow<Integer>> none = List.of();
    assertThat(valuesOf(AsyncFlow.interleave(none, 1, WITH_ALL))).isEmpty();
  }

  @Test
  void interleaveAll_ofOneFlow_isTheFlow() {
    assertThat(valuesOf(AsyncFlow.interleave(List.of(AsyncFlow.of(1, 2, 3)), 1, WITH_ALL)))
        .containsExactly(1, 2, 3);
  }

  @Test
  void interleaveAll_ofThreeFlows_takesOneOfEachInTurn() {
    assertThat(valuesOf(AsyncFlow.interleave(List.of(ONES, TENS, HUNDREDS), 1, WITH_ALL)))
        .containsExactly(1, 10, 100, 2, 20, 200, 3, 30, 300, 4, 400, 5, 500, 6, 7, 8);
  }

  @Test
  void interleaveAll_bySegmentsOfTwo_takesTwoOfEachInTurn() {
    assertThat(valuesOf(AsyncFlow.interleave(List.of(ONES, TENS, HUNDREDS), 2, WITH_ALL)))
        .containsExactly(1, 2, 10, 20, 100, 200, 3, 4, 30, 300, 400, 5, 6, 500, 7, 8);
  }

  @Test
  void interleaveAll_untilTheFirstEnd_dropsTheRest() {
    assertThat(valuesOf(AsyncFlow.interleave(List.of(ONES, TENS, HUNDREDS), 2, WITH_FIRST)))
        .containsExactly(1, 2, 10, 20, 100, 200, 3, 4, 30);
  }

  @Test
  void unfold_endsWithTheFirstEmptyResult() {
    AsyncFlow<Integer> flow =
        AsyncFlow.unfold(0, i -> i < 3 ? Optional.of(Map.entry(i, i + 1)) : Optional.empty());
    assertThat(flow.toList()).containsExactly(0, 1, 2);
  }

  @Test
  void fromIteratorSupplier_canBeCollectedAgain() {
    AsyncFlow<Integer> flow = AsyncFlow.fromIterable(List.of(1, 2, 3));
    for (int i = 0; i < 5; i++) {
      assertThat(flow.toList()).containsExactly(1, 2, 3);
    }
  }
}
