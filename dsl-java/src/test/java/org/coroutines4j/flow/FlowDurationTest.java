package org.coroutines4j.flow;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.supervisorScope;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.function.ThrowingFunction;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Four lambdas of half a second take that where an operator promises it, not two seconds, on real
 * threads. {@code FlowDurationTest} of the module testing is exact.
 */
@EnabledIfSystemProperty(
    named = "coroutines4j.test.recovery",
    matches = "off",
    disabledReason = "it takes its time, and nothing fails in it")
class FlowDurationTest {
  private static Map<String, Function<ThrowingFunction<Integer, Integer>, AsyncFlow<Integer>>>
      operators() {
    AsyncFlow<Integer> four = AsyncFlow.range(0, 4);
    Map<String, Function<ThrowingFunction<Integer, Integer>, AsyncFlow<Integer>>> all =
        new LinkedHashMap<>();
    all.put("flatMapMerge", fn -> four.flatMapMerge(4, n -> emitting(n, fn)));
    all.put("flatMapMerge, as it is called", fn -> four.flatMapMerge(4, n -> mapped(n, fn)));
    all.put("mapConcurrent", fn -> four.mapConcurrent(4, fn));
    all.put("mapConcurrentUnordered", fn -> four.mapConcurrentUnordered(4, fn));
    all.put("merge", fn -> AsyncFlow.merge(four.map(n -> emitting(n, fn)).toList()));
    return all;
  }

  private static AsyncFlow<Integer> emitting(int n, ThrowingFunction<Integer, Integer> fn) {
    return AsyncFlow.generate(out -> out.emit(fn.apply(n)));
  }

  private static AsyncFlow<Integer> mapped(int n, ThrowingFunction<Integer, Integer> fn) {
    return AsyncFlow.of(n).map(fn);
  }

  @TestFactory
  Stream<DynamicTest> blocking_onTheDefaultDispatcher() {
    return each(
        Dispatchers.virtual(),
        n -> {
          Thread.sleep(500);
          return n;
        });
  }

  @TestFactory
  Stream<DynamicTest> awaiting_oneTurnForAll() {
    return each(
        Dispatchers.cpu().limitedParallelism(1),
        n -> {
          delay(ofMillis(500));
          return n;
        });
  }

  private static Stream<DynamicTest> each(Dispatcher on, ThrowingFunction<Integer, Integer> fn) {
    return operators().entrySet().stream()
        .map(
            operator ->
                DynamicTest.dynamicTest(
                    operator.getKey(), () -> check(operator.getValue().apply(fn), on)));
  }

  private static void check(AsyncFlow<Integer> flow, Dispatcher on) {
    long begin = System.nanoTime();
    List<Integer> values = supervisorScope().on(on).call(scope -> flow.toList());
    assertThat(values).containsExactlyInAnyOrder(0, 1, 2, 3);
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isBetween(ofMillis(490), ofMillis(1_900));
  }
}
