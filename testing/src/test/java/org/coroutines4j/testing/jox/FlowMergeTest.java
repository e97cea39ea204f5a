package org.coroutines4j.testing.jox;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.flow.Ending.WITH_ALL;
import static org.coroutines4j.flow.Ending.WITH_FIRST;
import static org.coroutines4j.testing.VirtualTime.runShuffled;
import static org.coroutines4j.testing.jox.Observed.valuesBefore;

import java.util.List;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.Ending;
import org.junit.jupiter.api.Test;

/**
 * The cases of {@code FlowTest} of jox for {@code merge}. Its flags, for the end of the first flow
 * and of the second, are {@link Ending} here.
 */
class FlowMergeTest {
  private static final int ORDERS = 50;

  private final RuntimeException broken = new IllegalStateException("broken");
  private final AsyncFlow<Integer> failed = AsyncFlow.failed(broken);

  private static AsyncFlow<Integer> merged(
      AsyncFlow<Integer> a, AsyncFlow<Integer> b, Ending ending) {
    return AsyncFlow.merge(List.of(a, b), ending);
  }

  /** Returns a flow of {@code values}, one every 100 ms. */
  private static AsyncFlow<Integer> slow(Integer... values) {
    return AsyncFlow.of(values).throttle(1, ofMillis(100));
  }

  private static void assertMergesSixValues(AsyncFlow<Integer> a, AsyncFlow<Integer> b) {
    runShuffled(
        ORDERS,
        test ->
            assertThat(merged(a, b, WITH_ALL).toList())
                .containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6));
  }

  @Test
  void merge_emitsTheValuesOfBoth() {
    assertMergesSixValues(AsyncFlow.of(1, 2, 3), AsyncFlow.of(4, 5, 6));
  }

  @Test
  void merge_ofBufferedFlows_emitsTheValuesOfBoth() {
    assertMergesSixValues(AsyncFlow.of(1, 2, 3).buffer(10), AsyncFlow.of(4, 5, 6).buffer(10));
  }

  @Test
  void merge_withATicker_endsWithTheTicks() {
    AsyncFlow<Integer> ticks = AsyncFlow.ticker(ZERO, ofMillis(100)).take(3).map(tick -> 0);
    AsyncFlow<Integer> flow = merged(ticks, AsyncFlow.of(0, 1, 2, 3), WITH_ALL);
    runShuffled(
        ORDERS,
        test ->
            assertThat(flow.toList())
                .containsExactlyInAnyOrder(0, 0, 0, 0, 1, 2, 3)
                .endsWith(0, 0));
  }

  @Test
  void merge_whenTheFirstFlowFails_fails() {
    AsyncFlow<Integer> failing = AsyncFlow.of(1, 2, 3).concatWith(failed);
    assertThat(valuesBefore(broken, merged(failing, AsyncFlow.of(4, 5, 6), WITH_ALL)))
        .isSubsetOf(1, 2, 3, 4, 5, 6);
  }

  @Test
  void merge_whenTheSecondFlowFails_fails() {
    AsyncFlow<Integer> failing = AsyncFlow.of(4, 5, 6).concatWith(failed);
    assertThat(valuesBefore(broken, merged(AsyncFlow.of(1, 2, 3), failing, WITH_ALL)))
        .isSubsetOf(1, 2, 3, 4, 5, 6);
  }

  @Test
  void merge_whenTheSecondFlowEnds_emitsTheRestOfTheFirst() {
    assertMergesSixValues(slow(1, 2, 3, 4), slow(5, 6));
  }

  @Test
  void merge_whenTheFirstFlowEnds_emitsTheRestOfTheSecond() {
    assertMergesSixValues(slow(1, 2), slow(3, 4, 5, 6));
  }

  @Test
  void merge_untilTheFirstFlowEnds_dropsTheRestOfTheSecond() {
    AsyncFlow<Integer> flow = merged(slow(1, 2), slow(3, 4, 5, 6), WITH_FIRST);
    runShuffled(ORDERS, test -> assertThat(flow.toList()).contains(1, 2, 3).isSubsetOf(1, 2, 3, 4));
  }

  @Test
  void merge_untilTheSecondFlowEnds_dropsTheRestOfTheFirst() {
    AsyncFlow<Integer> flow = merged(slow(1, 2, 3, 4), slow(5, 6), WITH_FIRST);
    runShuffled(ORDERS, test -> assertThat(flow.toList()).contains(1, 5, 6).isSubsetOf(1, 2, 5, 6));
  }
}
