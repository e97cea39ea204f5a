package org.coroutines4j.testing.jox;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.testing.jox.Observed.timesOf;
import static org.coroutines4j.testing.jox.Observed.valuesOf;

import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Test;

/**
 * The cases of {@code FlowFlattenTest} of jox. Its {@code flatten} is {@code flatMapConcat} here,
 * and its {@code flattenPar} is {@code flatMapMerge}.
 */
class FlowFlattenTest {
  @Test
  void flatten_concatenatesTheFlows() {
    AsyncFlow<AsyncFlow<Integer>> flows = AsyncFlow.of(AsyncFlow.of(1, 2), AsyncFlow.of(5, 9));
    assertThat(valuesOf(flows.flatMapConcat(flow -> flow))).containsExactly(1, 2, 5, 9);
  }

  @Test
  void flattenPar_emitsAllValuesOfTheFlows() {
    AsyncFlow<AsyncFlow<Integer>> flows =
        AsyncFlow.of(AsyncFlow.of(10), AsyncFlow.of(20, 30), AsyncFlow.of(40, 50, 60));
    assertThat(flows.flatMapMerge(10, flow -> flow).toList())
        .containsExactlyInAnyOrder(10, 20, 30, 40, 50, 60);
  }

  @Test
  void flattenPar_ofNoFlow_isEmpty() {
    AsyncFlow<AsyncFlow<Integer>> flows = AsyncFlow.empty();
    assertThat(valuesOf(flows.flatMapMerge(10, flow -> flow))).isEmpty();
  }

  @Test
  void flattenPar_ofOneFlow_emitsItsValue() {
    AsyncFlow<AsyncFlow<Integer>> flows = AsyncFlow.of(AsyncFlow.of(10));
    assertThat(valuesOf(flows.flatMapMerge(10, flow -> flow))).containsExactly(10);
  }

  @Test
  void flattenPar_ofNestedFlows_flattensOneLevel() {
    AsyncFlow<Integer> inner = AsyncFlow.of(10);
    AsyncFlow<AsyncFlow<AsyncFlow<Integer>>> flows = AsyncFlow.of(AsyncFlow.of(inner));
    assertThat(valuesOf(flows.flatMapMerge(10, flow -> flow).map(flow -> flow == inner)))
        .containsExactly(true);
  }

  @Test
  void flattenPar_twice_flattensTwoLevels() {
    AsyncFlow<AsyncFlow<AsyncFlow<Integer>>> flows =
        AsyncFlow.of(AsyncFlow.of(AsyncFlow.of(10), AsyncFlow.of(20)));
    assertThat(flows.flatMapMerge(10, flow -> flow).flatMapMerge(10, flow -> flow).toList())
        .containsExactlyInAnyOrder(10, 20);
  }

  @Test
  void flattenPar_collectsUpToNFlowsConcurrently() {
    AsyncFlow<AsyncFlow<Integer>> flows =
        AsyncFlow.of(
            AsyncFlow.<Integer>emptyAfter(ofMillis(200)).concatWith(AsyncFlow.of(10)),
            AsyncFlow.<Integer>emptyAfter(ofMillis(100)).concatWith(AsyncFlow.of(20, 30)),
            AsyncFlow.of(40, 50, 60));
    assertThat(timesOf(flows.flatMapMerge(1, flow -> flow)))
        .containsExactly(
            "10 at 200",
            "20 at 300",
            "30 at 300",
            "40 at 300",
            "50 at 300",
            "60 at 300",
            "end at 300");
    assertThat(timesOf(flows.flatMapMerge(3, flow -> flow)))
        .containsExactly(
            "40 at 0", "50 at 0", "60 at 0", "20 at 100", "30 at 100", "10 at 200", "end at 200");
  }
}
