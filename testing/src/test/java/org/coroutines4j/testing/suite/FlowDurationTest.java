package org.coroutines4j.testing.suite;

import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Guards that four lambdas of one hour take exactly one hour, with a single permit, where an
 * operator promises that, and four hours where none does. {@code FourAtOnceTest} of the module dsl-
 * java checks that they run concurrently on real threads.
 */
class FlowDurationTest {
  private static final AsyncFlow<Integer> FOUR = AsyncFlow.range(0, 4);

  private static int anHour(int n) {
    delay(ofHours(1));
    return n;
  }

  private static AsyncFlow<Integer> emitting(int n) {
    return AsyncFlow.generate(out -> out.emit(anHour(n)));
  }

  private static AsyncFlow<Integer> mapped(int n) {
    return AsyncFlow.of(n).map(FlowDurationTest::anHour);
  }

  @TestFactory
  Stream<DynamicTest> concurrentOperators_takeOneHour() {
    Map<String, AsyncFlow<Integer>> flows = new LinkedHashMap<>();
    flows.put("flatMapMerge", FOUR.flatMapMerge(4, FlowDurationTest::emitting));
    flows.put("flatMapMerge, mapping", FOUR.flatMapMerge(4, FlowDurationTest::mapped));
    flows.put("mapConcurrent", FOUR.mapConcurrent(4, FlowDurationTest::anHour));
    flows.put("mapConcurrentUnordered", FOUR.mapConcurrentUnordered(4, FlowDurationTest::anHour));
    flows.put("merge", AsyncFlow.merge(emitting(0), emitting(1), emitting(2), emitting(3)));
    return each(flows, 1);
  }

  @TestFactory
  Stream<DynamicTest> sequentialOnes_takeFour() {
    Map<String, AsyncFlow<Integer>> flows = new LinkedHashMap<>();
    flows.put("map", FOUR.map(FlowDurationTest::anHour));
    flows.put("flatMapConcat", FOUR.flatMapConcat(FlowDurationTest::emitting));
    flows.put("mapConcurrent(1)", FOUR.mapConcurrent(1, FlowDurationTest::anHour));
    return each(flows, 4);
  }

  private static Stream<DynamicTest> each(Map<String, AsyncFlow<Integer>> flows, int hours) {
    return flows.entrySet().stream()
        .map(flow -> DynamicTest.dynamicTest(flow.getKey(), () -> check(flow.getValue(), hours)));
  }

  private static void check(AsyncFlow<Integer> flow, int hours) {
    runTest(
        test -> {
          assertThat(flow.toList())
              .containsExactly(0, 1, 2, 3); // all due at the same time: in this order
          assertThat(test.clock().elapsed()).isEqualTo(ofHours(hours));
        });
  }
}
