package org.coroutines4j.flow;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.withContext;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.Overflow;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Guards that operators whose lambdas wait accept values from upstream operators that emit in
 * coroutines of their own, or after a suspension.
 */
class OtherCoroutinesTest {
  private static AsyncFlow<Integer> slow() {
    return AsyncFlow.of(1, 2, 3).onEach(n -> delay(ofMillis(2)));
  }

  private static Map<String, UnaryOperator<AsyncFlow<Integer>>> upstreams() {
    Map<String, UnaryOperator<AsyncFlow<Integer>>> all = new LinkedHashMap<>();
    all.put("none", f -> f);
    all.put("debounce", f -> f.debounce(ofMillis(1)));
    all.put("zip", f -> f.zip(slow(), (a, b) -> a));
    all.put("combine", f -> f.combine(slow(), (a, b) -> a));
    all.put(
        "flatMapMerge", f -> f.flatMapMerge(3, n -> AsyncFlow.of(n).onEach(m -> waitShortly())));
    all.put("mergeWith", f -> f.mergeWith(slow()));
    all.put("buffer", f -> f.buffer(2));
    all.put("flowOn", f -> f.flowOn(Dispatchers.io()));
    all.put("flatMapLatest", f -> f.flatMapLatest(AsyncFlow::of));
    all.put("debounce, zip", f -> f.debounce(ofMillis(1)).zip(slow(), (a, b) -> a));
    all.put("flatMapMerge, combine", f -> f.flatMapMerge(2, AsyncFlow::of).combine(f, (a, b) -> a));
    return all;
  }

  private static void waitShortly() {
    delay(ofMillis(1));
  }

  private static Map<String, UnaryOperator<AsyncFlow<Integer>>> operators() {
    Map<String, UnaryOperator<AsyncFlow<Integer>>> all = new LinkedHashMap<>();
    all.put("emitAll", f -> AsyncFlow.generate(out -> out.emitAll(f)));
    all.put("zipAll", f -> f.zipAll(slow(), 0, 0, Integer::sum));
    all.put("zipAll with it", f -> slow().zipAll(f, 0, 0, Integer::sum));
    all.put("throttle", f -> f.throttle(ofMillis(1)));
    all.put("throttle, limit", f -> f.throttle(1, ofMillis(1)));
    all.put("takeLast", f -> f.takeLast(2));
    all.put("interleaveWith", f -> f.interleaveWith(slow()));
    all.put("merge", f -> AsyncFlow.merge(List.of(f, AsyncFlow.never()), Ending.WITH_FIRST));
    all.put("batch", f -> f.batch(2, Integer::sum));
    all.put("intersperse", f -> f.intersperse(0));
    all.put("takeWhileInclusive", f -> f.takeWhileInclusive(n -> n < 2));
    all.put("flowOn", f -> f.flowOn("name"));
    all.put("buffer", f -> f.buffer(3, Overflow.DROP_OLDEST));
    all.put("alsoTo", f -> f.alsoTo(Channel.unlimited()));
    all.put(
        "transformWhile",
        f ->
            f.transformWhile(
                (n, out) -> {
                  waitShortly();
                  out.emit(n);
                  return n < 2;
                }));
    all.put(
        "onCompletionEmit",
        f ->
            f.onCompletionEmit(
                (end, out) -> {
                  waitShortly();
                  out.emit(7);
                }));
    all.put(
        "onStart",
        f ->
            f.onStart(
                out -> {
                  waitShortly();
                  out.emit(7);
                }));
    all.put(
        "groupBy",
        f -> f.groupBy(3, GroupOverflow.COMPLETE_OLDEST, n -> n).flatMapMerge(4, g -> g));
    all.put(
        "retryWhen",
        f ->
            f.concatWith(AsyncFlow.failed(new IllegalStateException("x")))
                .retryWhen(
                    (t, attempt, out) -> {
                      waitShortly();
                      out.emit(8);
                      return attempt < 1;
                    })
                .recover(t -> -1));
    return all;
  }

  @TestFactory
  Stream<DynamicTest> eachOperator_behindEachUpstream() {
    return operators().entrySet().stream()
        .flatMap(
            operator ->
                upstreams().entrySet().stream()
                    .map(
                        upstream ->
                            DynamicTest.dynamicTest(
                                operator.getKey() + " of " + upstream.getKey(),
                                () ->
                                    check(
                                        () ->
                                            operator
                                                .getValue()
                                                .apply(upstream.getValue().apply(slow()))))));
  }

  private static void check(Supplier<AsyncFlow<Integer>> flows) {
    assertThat(flows.get().toList()).isNotEmpty();
    assertThat(flows.get().take(1).toList()).as("cancelled early").hasSize(1);
    assertThat(withContext(Dispatchers.eventLoop(), () -> flows.get().toList()))
        .as("in a loop")
        .isNotEmpty();
  }
}
