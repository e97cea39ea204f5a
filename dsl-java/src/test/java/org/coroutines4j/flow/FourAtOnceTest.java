package org.coroutines4j.flow;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.withTimeout;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.sync.AsyncBarrier;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Guards that an operator runs four lambdas concurrently, on real threads: they wait for each
 * other. {@code FlowDurationTest} of the module testing checks how long that takes.
 */
class FourAtOnceTest {
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
        () -> {
          CyclicBarrier four = new CyclicBarrier(4);
          return () -> four.await(10, TimeUnit.SECONDS);
        });
  }

  @TestFactory
  Stream<DynamicTest> awaiting_onePermitForAll() {
    return each(
        Dispatchers.cpu().limitedParallelism(1),
        () -> {
          AsyncBarrier four = new AsyncBarrier(4);
          return () -> withTimeout(ofSeconds(10), four::await);
        });
  }

  private static Stream<DynamicTest> each(Dispatcher on, Supplier<Callable<Integer>> meeting) {
    return operators().entrySet().stream()
        .map(
            operator ->
                DynamicTest.dynamicTest(
                    operator.getKey(), () -> check(operator.getValue(), on, meeting.get())));
  }

  private static void check(
      Function<ThrowingFunction<Integer, Integer>, AsyncFlow<Integer>> operator,
      Dispatcher on,
      Callable<Integer> meet) {
    AsyncFlow<Integer> flow =
        operator.apply(
            n -> {
              int unused = meet.call();
              return n;
            });
    List<Integer> values = supervisorScope().on(on).call(scope -> flow.toList());
    assertThat(values).containsExactlyInAnyOrder(0, 1, 2, 3);
  }
}
