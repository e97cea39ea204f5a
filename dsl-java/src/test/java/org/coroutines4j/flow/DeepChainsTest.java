package org.coroutines4j.flow;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.coroutines4j.Async;
import org.coroutines4j.Dispatchers;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Guards how long a chain of operators may be. */
class DeepChainsTest {
  /** As the documentation has it, of operators that take some of the stack. */
  private static final int DOCUMENTED = 100;

  private static AsyncFlow<Integer> chain(
      AsyncFlow<Integer> source, int length, UnaryOperator<AsyncFlow<Integer>> operator) {
    AsyncFlow<Integer> flow = source;
    for (int i = 0; i < length; i++) {
      flow = operator.apply(flow);
    }
    return flow;
  }

  @Test
  void operatorsOnEachValue_haveNoLimit() {
    AsyncFlow<Integer> flow = chain(AsyncFlow.range(0, 3), 20_000, f -> f.map(n -> n + 1));
    assertThat(flow.toList()).containsExactly(20_000, 20_001, 20_002);
    flow = chain(AsyncFlow.range(0, 300), 200, f -> f.filter(n -> n != 7).filterNot(n -> n < 1));
    assertThat(flow.count()).isEqualTo(298);
    flow = chain(flow, 5_000, f -> f.mapNotNull(n -> n < 3 ? n : null).onEach(n -> {}));
    assertThat(flow.toList()).containsExactly(1, 2);
    List<Integer> pulled = new ArrayList<>();
    for (int n : flow) {
      pulled.add(n);
    }
    assertThat(pulled).containsExactly(1, 2);
    assertThat(flow.buffer(1).first()).isEqualTo(1);
    AsyncFlow<Integer> failing =
        flow.map(
            n -> {
              throw new IllegalStateException("at " + n);
            });
    assertThatThrownBy(failing::count).hasMessage("at 1");
    assertThat(chain(failing, 5_000, f -> f.map(n -> n)).recover(t -> 9).toList())
        .containsExactly(9);
  }

  @Test
  void rowsOfFlows_haveNoLimit() {
    AsyncFlow<Integer> left = AsyncFlow.of(0);
    AsyncFlow<Integer> right = AsyncFlow.of(9_999);
    for (int i = 1; i < 10_000; i++) {
      left = left.concatWith(AsyncFlow.of(i));
      right = AsyncFlow.of(9_999 - i).concatWith(right);
    }
    List<Integer> all = IntStream.range(0, 10_000).boxed().toList();
    assertThat(left.toList()).isEqualTo(all);
    assertThat(right.toList()).isEqualTo(all);
    assertThat(AsyncFlow.concat(left, right).count()).isEqualTo(20_000);
    assertThat(left.take(3).toList()).containsExactly(0, 1, 2);
    AsyncFlow<Integer> merged = AsyncFlow.of(0);
    for (int i = 1; i < 2_000; i++) {
      merged = merged.mergeWith(AsyncFlow.of(i));
    }
    assertThat(merged.toSet()).hasSize(2_000);
    assertThat(merged.buffer(5).count()).isEqualTo(2_000);
  }

  private static Map<String, UnaryOperator<AsyncFlow<Integer>>> operators() {
    Map<String, UnaryOperator<AsyncFlow<Integer>>> all = new LinkedHashMap<>();
    all.put("transform", f -> f.transform((n, out) -> out.emit(n)));
    all.put("take", f -> f.take(99));
    all.put("takeWhile", f -> f.takeWhile(n -> true));
    all.put("drop", f -> f.drop(0));
    all.put("dropWhile", f -> f.dropWhile(n -> false));
    all.put("distinct", AsyncFlow::distinct);
    all.put("distinctUntilChanged", AsyncFlow::distinctUntilChanged);
    all.put("withIndex", f -> f.withIndex().map(AsyncFlow.Indexed::value));
    all.put("scan", f -> f.scan(0, (a, n) -> n).drop(1));
    all.put("runningReduce", f -> f.runningReduce((a, n) -> n));
    all.put("chunked", f -> f.chunked(1).map(list -> list.get(0)));
    all.put("sliding", f -> f.sliding(1, 1).map(list -> list.get(0)));
    all.put("cancellable", AsyncFlow::cancellable);
    all.put("flatMapConcat", f -> f.flatMapConcat(AsyncFlow::of));
    all.put("recover", f -> f.recover(t -> 0));
    all.put("recoverWith", f -> f.recoverWith(t -> AsyncFlow.empty()));
    all.put("retry", f -> f.retry(1));
    all.put("onStart", f -> f.onStart(() -> {}));
    all.put("onCompletion", f -> f.onCompletion(end -> {}));
    all.put("onEmpty", f -> f.onEmpty(out -> {}));
    all.put("throttle", f -> f.throttle(ofMillis(0)));
    all.put("emitAll", f -> AsyncFlow.generate(out -> out.emitAll(f)));
    all.put("generator", f -> AsyncFlow.generate(out -> f.collect(out::emit)));
    all.put("concatWith of map", f -> f.map(n -> n).concatWith(AsyncFlow.empty()));
    all.put("buffer", f -> f.map(n -> n).buffer(1));
    all.put("flowOn", f -> f.map(n -> n).flowOn(Dispatchers.cpu()));
    all.put("conflate", f -> f.onEach(n -> {}).buffer(9).map(n -> n));
    all.put("zip", f -> f.zip(AsyncFlow.range(0, 99), (a, b) -> a));
    all.put("combine", f -> f.combine(AsyncFlow.of(1), (a, b) -> a).buffer(3));
    all.put("flatMapMerge", f -> f.flatMapMerge(2, AsyncFlow::of));
    all.put("flatMapLatest", f -> f.flatMapLatest(AsyncFlow::of));
    all.put("mapConcurrent", f -> f.mapConcurrent(2, n -> n));
    all.put("timeout", f -> f.timeout(ofSeconds(60)));
    return all;
  }

  @TestFactory
  Stream<DynamicTest> otherOperators_workToTheDocumentedLength() {
    return operators().entrySet().stream()
        .map(
            operator ->
                DynamicTest.dynamicTest(
                    operator.getKey(),
                    () -> {
                      AsyncFlow<Integer> flow =
                          chain(AsyncFlow.of(1, 2), DOCUMENTED, operator.getValue());
                      assertThat(flow.toSet()).contains(2);
                      long inATask = Async.call(scope -> scope.async(flow::count).await());
                      assertThat(inATask).isPositive();
                    }));
  }
}
