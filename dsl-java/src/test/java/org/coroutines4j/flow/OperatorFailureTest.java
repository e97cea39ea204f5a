package org.coroutines4j.flow;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.net.ConnectException;
import java.util.AbstractMap.SimpleEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.coroutines4j.Resource;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Guards that operators with tasks of their own hand a checked failure of their source on as it is,
 * and that operators refuse a null from the user's function.
 */
@Tag("exceptions")
class OperatorFailureTest {
  private static Map<String, UnaryOperator<AsyncFlow<Integer>>> operators() {
    Map<String, UnaryOperator<AsyncFlow<Integer>>> all = new LinkedHashMap<>();
    all.put("map", f -> f.map(n -> n));
    all.put("takeLast", f -> f.takeLast(1));
    all.put("batch", f -> f.batch(2, Integer::sum));
    all.put("zipAll", f -> f.zipAll(AsyncFlow.of(1), 0, 0, Integer::sum));
    all.put("zipAll with it", f -> AsyncFlow.of(1).zipAll(f, 0, 0, Integer::sum));
    all.put("interleaveWith", f -> AsyncFlow.of(1, 2).interleaveWith(f));
    all.put("throttle", f -> f.throttle(2, ofMillis(1)));
    all.put("merge", f -> AsyncFlow.merge(List.of(f, AsyncFlow.never()), Ending.WITH_FIRST));
    all.put("timeout", f -> f.timeout(ofSeconds(9)));
    all.put("mapConcurrent", f -> f.mapConcurrent(2, n -> n));
    all.put("buffer", f -> f.buffer(2));
    all.put("flowOn", f -> f.flowOn("name"));
    all.put("flatMapLatest", f -> f.flatMapLatest(AsyncFlow::of));
    all.put("using", f -> AsyncFlow.using(Resource.of(() -> 1, n -> {}), n -> f));
    return all;
  }

  @TestFactory
  Stream<DynamicTest> checkedFailure_reachesRecoverAsItIs() {
    AsyncFlow<Integer> broken =
        AsyncFlow.generate(
            out -> {
              throw new ConnectException("refused");
            });
    return operators().entrySet().stream()
        .map(
            operator ->
                DynamicTest.dynamicTest(
                    operator.getKey(),
                    () ->
                        assertThat(
                                operator
                                    .getValue()
                                    .apply(broken)
                                    .map(String::valueOf)
                                    .recover(t -> t.getClass().getSimpleName())
                                    .toList())
                            .last()
                            .isEqualTo("ConnectException")));
  }

  @Test
  void unfold_refusesANullValue() {
    assertThatNullPointerException()
        .isThrownBy(
            () ->
                AsyncFlow.<Integer, String>unfold(
                        0, n -> Optional.of(new SimpleEntry<>(n == 2 ? null : "n" + n, n + 1)))
                    .toList());
  }

  @Test
  void mapStateful_refusesANullState() {
    assertThatNullPointerException()
        .isThrownBy(
            () ->
                AsyncFlow.of(1, 2, 3)
                    .<Integer, Integer>mapStateful(
                        () -> 100, (state, n) -> new SimpleEntry<>(n == 1 ? null : state + 1, n))
                    .toList());
  }

  @Test
  void toMap_refusesANullOfMerge() {
    assertThatNullPointerException()
        .isThrownBy(() -> AsyncFlow.of(1, 2, 3).toMap(n -> 1, n -> n, (a, b) -> null));
  }
}
