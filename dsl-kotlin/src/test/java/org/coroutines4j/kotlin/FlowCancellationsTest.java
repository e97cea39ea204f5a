package org.coroutines4j.kotlin;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.withTimeout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import kotlinx.coroutines.CoroutineDispatcher;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.flow.Flow;
import org.coroutines4j.Async;
import org.coroutines4j.TaskFailedException;
import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Guards that flows of Kotlin in Java, and of Java in Kotlin, treat a foreign cancellation as a
 * failure, let exceptions of the collector pass, and share one buffer.
 */
class FlowCancellationsTest {
  private static Map<String, UnaryOperator<AsyncFlow<Integer>>> operators() {
    Map<String, UnaryOperator<AsyncFlow<Integer>>> all = new LinkedHashMap<>();
    all.put("none", f -> f);
    all.put("map", f -> f.map(n -> n));
    all.put("take", f -> f.take(9));
    all.put("transform", f -> f.transform((n, out) -> out.emit(n)));
    all.put("buffer", f -> f.buffer(1));
    all.put("conflate", AsyncFlow::conflate);
    all.put("flowOn", f -> f.flowOn(org.coroutines4j.Dispatchers.cpu()));
    all.put("mergeWith", f -> AsyncFlow.of(7).mergeWith(f));
    all.put("zip", f -> AsyncFlow.iterate(1, n -> n + 1).zip(f, Integer::sum));
    all.put("combine", f -> AsyncFlow.of(7).combine(f, Integer::sum));
    all.put("concatWith", f -> AsyncFlow.of(7).concatWith(f));
    all.put("flatMapConcat", f -> AsyncFlow.of(7).flatMapConcat(n -> f));
    all.put("flatMapMerge", f -> AsyncFlow.of(7, 8).flatMapMerge(2, n -> f));
    all.put("flatMapLatest", f -> AsyncFlow.of(7).flatMapLatest(n -> f));
    all.put("mapConcurrent", f -> f.mapConcurrent(2, n -> n));
    all.put("debounce", f -> f.debounce(ofMillis(1)));
    all.put("sample", f -> f.sample(ofMillis(1)));
    all.put("timeout", f -> f.timeout(ofSeconds(9)));
    all.put("emitAll", f -> AsyncFlow.generate(out -> out.emitAll(f)));
    all.put("iterator", AsyncFlow::fromIterable);
    all.put("publisher", f -> AsyncFlow.fromPublisher(f.toPublisher()));
    all.put("Kotlin and back", f -> KotlinInterop.fromFlow(KotlinInterop.toFlow(f)));
    return all;
  }

  private static Map<String, Flow<Integer>> sources() {
    Map<String, Flow<Integer>> all = new LinkedHashMap<>();
    all.put("withTimeout", Cancelling.timingOut());
    all.put("await", Cancelling.awaitingCancelled());
    return all;
  }

  private static void assertIsFailure(Throwable thrown) {
    assertThat(thrown)
        .isInstanceOf(TaskFailedException.class)
        .hasCauseInstanceOf(CancellationException.class);
  }

  @TestFactory
  Stream<DynamicTest> foreignCancellationInAFlowOfKotlin_isAFailure() {
    return sources().entrySet().stream()
        .flatMap(
            source ->
                operators().entrySet().stream()
                    .map(
                        operator ->
                            DynamicTest.dynamicTest(
                                source.getKey() + ", " + operator.getKey(),
                                () -> check(operator.getValue(), source.getValue()))));
  }

  private static void check(UnaryOperator<AsyncFlow<Integer>> operator, Flow<Integer> source) {
    AsyncFlow<Integer> flow = operator.apply(KotlinInterop.fromFlow(source));
    assertIsFailure(catchThrowable(() -> Async.call(scope -> flow.count())));
    List<Throwable> seen = new ArrayList<>();
    assertThat(flow.recover(failure -> seen.add(failure) ? -1 : -2).last()).isEqualTo(-1);
    assertThat(seen).hasSize(1);
    assertIsFailure(seen.get(0));
  }

  private static final List<CoroutineDispatcher> DISPATCHERS =
      List.of(Dispatchers.getDefault(), Dispatchers.getIO(), Dispatchers.getUnconfined());

  private static Stream<DynamicTest> forEachDispatcher(
      java.util.function.Consumer<CoroutineDispatcher> check) {
    return DISPATCHERS.stream()
        .map(d -> DynamicTest.dynamicTest(d.toString(), () -> check.accept(d)));
  }

  @TestFactory
  Stream<DynamicTest> foreignCancellationInAFlowOfJava_isAFailureForKotlin() {
    AsyncFlow<Integer> flow =
        AsyncFlow.generate(
            out -> {
              out.emit(1);
              throw new CancellationException("of something else");
            });
    return forEachDispatcher(
        d -> {
          assertIsFailure(Cancelling.thrownBy(flow, d));
          assertIsFailure(Cancelling.thrownBy(flow.map(n -> n).buffer(1), d));
        });
  }

  /** The limit passes while Kotlin is busy with the value. */
  @TestFactory
  Stream<DynamicTest> firstOfKotlin_passesThroughTheBlocksOfTheGenerator() {
    AsyncFlow<Integer> flow =
        AsyncFlow.generate(
            out ->
                withTimeout(
                    ofSeconds(1),
                    () ->
                        withTimeout(
                            ofMillis(20),
                            () -> {
                              out.emit(1);
                              out.emit(2);
                            })));
    return forEachDispatcher(d -> assertThat(Cancelling.slowFirst(flow, d)).isEqualTo(1));
  }

  private static final class Mine extends CancellationException {
    private static final long serialVersionUID = 1L;

    /** kotlinx copies no exception that has a field. */
    final int number = 1;
  }

  /** By its own exception, a cancellation even, Kotlin code ends a collection early. */
  @TestFactory
  Stream<DynamicTest> whatTheCollectorOfKotlinThrows_comesOutAsItIs() {
    AsyncFlow<Integer> source =
        AsyncFlow.generate(
            out ->
                withTimeout(
                    ofSeconds(9),
                    () -> {
                      delay(ofMillis(1));
                      out.emit(1);
                    }));
    AsyncFlow<Integer> ofKotlin = KotlinInterop.fromFlow(Cancelling.timingOut());
    Mine mine = new Mine();
    return forEachDispatcher(
        d -> {
          assertThat(Cancelling.thrownBy(source, d, mine)).isSameAs(mine);
          assertThat(Cancelling.thrownBy(source.map(n -> n).recover(t -> 7), d, mine))
              .isSameAs(mine);
          assertThat(Cancelling.thrownBy(source.retry(3).take(2), d, mine)).isSameAs(mine);
          assertThat(Cancelling.thrownBy(source.buffer(1), d, mine)).isSameAs(mine);
          assertThat(Cancelling.thrownBy(ofKotlin, d, mine)).isSameAs(mine);
          assertThat(Cancelling.thrownBy(ofKotlin.map(n -> n), d, mine)).isSameAs(mine);
          assertThat(
                  Cancelling.thrownBy(
                      AsyncFlow.generate(out -> ofKotlin.collect(out::emit)), d, mine))
              .isSameAs(mine);
          assertThat(mine.number).isEqualTo(1);
        });
  }

  @Test
  void bufferOfAChannelFlowOfKotlin_isTheOneAskedFor() {
    AsyncFlow<Integer> all = KotlinInterop.fromFlow(Cancelling.sendingAll(1_000));
    assertThat(all.conflate().last()).isEqualTo(1_000);
    assertThat(all.buffer(1_000).count()).isEqualTo(1_000);
    assertThat(all.flowOn(org.coroutines4j.Dispatchers.cpu()).buffer(1_000).count())
        .isEqualTo(1_000);
    assertThat(all.count()).isBetween(64L, 1_000L); // the collector may take some meanwhile
  }
}
