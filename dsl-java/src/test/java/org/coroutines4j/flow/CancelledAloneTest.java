package org.coroutines4j.flow;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.delay;
import static org.junit.jupiter.api.Named.named;

import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.coroutines4j.Async;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.TaskCancelledException;
import org.coroutines4j.TaskFailedException;
import org.coroutines4j.Tasks;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Guards that the waiter for the values is told if code in a task of an operator cancels only this
 * task.
 */
@Tag("exceptions")
class CancelledAloneTest {
  private static <T> T cancelledAlone(T value) {
    Tasks.current().cancel("by itself");
    Async.delay(Duration.ofMillis(1));
    return value;
  }

  private static <T> T interrupted(T value) throws InterruptedException {
    Thread.currentThread().interrupt(); // as foreign code may do
    Thread.sleep(1);
    return value;
  }

  /** Emits a value, and cancels the task that it runs in when it is to go on. */
  private static AsyncFlow<Integer> source() {
    return AsyncFlow.generate(
        out -> {
          out.emit(1);
          out.emit(cancelledAlone(2));
        });
  }

  static Stream<Named<AsyncFlow<?>>> flows() {
    AsyncFlow<Integer> values = AsyncFlow.range(0, 3);
    return Stream.of(
        named("mapConcurrent", values.mapConcurrent(1, CancelledAloneTest::cancelledAlone)),
        named("mapConcurrent(4)", values.mapConcurrent(4, CancelledAloneTest::cancelledAlone)),
        named(
            "mapConcurrentUnordered",
            values.mapConcurrentUnordered(1, CancelledAloneTest::cancelledAlone)),
        named(
            "mapConcurrentUnordered(4)",
            values.mapConcurrentUnordered(4, CancelledAloneTest::cancelledAlone)),
        named(
            "mapConcurrentUnordered that returns",
            values.mapConcurrentUnordered(
                2,
                v -> {
                  Tasks.current().cancel("by itself");
                  return v;
                })),
        named(
            "mapConcurrentUnordered interrupted from outside",
            values.mapConcurrentUnordered(2, CancelledAloneTest::interrupted)),
        named(
            "flatMapLatest",
            values.flatMapLatest(v -> AsyncFlow.of(v).map(CancelledAloneTest::cancelledAlone))),
        named("channelFlow", AsyncFlow.channelFlow((scope, out) -> cancelledAlone(1))),
        named("mapConcurrent of it", source().mapConcurrent(2, v -> v)),
        named("mapConcurrentUnordered of it", source().mapConcurrentUnordered(2, v -> v)),
        named("flatMapLatest of it", source().flatMapLatest(AsyncFlow::of)),
        named("groupBy of it", source().groupBy(v -> v)),
        named(
            "one operator after the other",
            values
                .mapConcurrent(2, CancelledAloneTest::cancelledAlone)
                .mapConcurrentUnordered(2, v -> v)
                .timeout(Duration.ofSeconds(9))),
        named("timeout of it", source().timeout(Duration.ofSeconds(9))),
        named("chunkedWithin of it", source().chunkedWithin(5, Duration.ofSeconds(1))));
  }

  @ParameterizedTest
  @MethodSource("flows")
  void taskThatCancelsItself_failsTheFlow(AsyncFlow<?> flow) {
    assertThatThrownBy(() -> Async.call(scope -> flow.count()))
        .isInstanceOf(TaskFailedException.class)
        .cause()
        .isInstanceOf(TaskCancelledException.class)
        .hasMessageMatching("(?s)task .* was cancelled: (by itself|interrupted while blocked).*");
  }

  /** Kotlin takes each cancellation in a coroutine of its own for the end of that. */
  @Test
  void insideOperatorsOfKotlin_itIsAFailure() {
    AsyncFlow<Integer> cancelled =
        AsyncFlow.range(0, 3).mapConcurrentUnordered(1, CancelledAloneTest::cancelledAlone);
    List<AsyncFlow<Integer>> flows =
        List.of(
            AsyncFlow.range(0, 3).flatMapMerge(2, v -> cancelled),
            AsyncFlow.of(9).mergeWith(cancelled),
            AsyncFlow.of(9).combine(cancelled, (a, b) -> b),
            AsyncFlow.of(9)
                .mergeWith(AsyncFlow.of(1).mapConcurrent(1, CancelledAloneTest::cancelledAlone)),
            cancelled.buffer(2));
    for (AsyncFlow<Integer> flow : flows) {
      assertThatThrownBy(() -> Async.call(scope -> flow.count()))
          .isInstanceOf(TaskFailedException.class)
          .hasMessageContaining("by itself")
          .hasCauseInstanceOf(TaskCancelledException.class);
    }
  }

  /** Emits a value, and then is interrupted, as foreign code may do. */
  private static AsyncFlow<Integer> interruptedSource() {
    return AsyncFlow.generate(
        out -> {
          out.emit(1);
          out.emit(interrupted(2));
        });
  }

  /**
   * In a coroutine of an operator of kotlinx, which takes a cancelled one for one that has ended.
   */
  @TestFactory
  Stream<DynamicTest> sourceInACoroutineThatIsCancelledAlone_failsTheFlow() {
    AsyncFlow<Integer> slow = AsyncFlow.iterate(1, n -> n + 1).onEach(n -> delay(ofMillis(5)));
    Map<String, UnaryOperator<AsyncFlow<Integer>>> operators = new LinkedHashMap<>();
    operators.put("merge", f -> AsyncFlow.merge(f));
    operators.put("mergeWith", f -> AsyncFlow.of(7, 8).mergeWith(f));
    operators.put("combine", f -> f.combine(AsyncFlow.of(1), Integer::sum));
    operators.put("combine of another", f -> AsyncFlow.of(1).combine(f, Integer::sum));
    operators.put("flatMapMerge, inner", f -> AsyncFlow.of(1, 2).flatMapMerge(2, n -> f));
    operators.put("zip of another", f -> slow.zip(f, Integer::sum));
    operators.put("zip of another that waits", f -> slow.take(3).zip(f, Integer::sum));
    operators.put("buffer", f -> f.buffer(1));
    operators.put("conflate", AsyncFlow::conflate);
    operators.put("flowOn", f -> f.flowOn(Dispatchers.cpu()));
    operators.put("debounce", f -> f.debounce(ofMillis(5)));
    operators.put("sample", f -> f.sample(ofMillis(5)));
    operators.put("flatMapMerge", f -> f.flatMapMerge(2, AsyncFlow::of));
    operators.put("merge of buffer", f -> AsyncFlow.of(7).mergeWith(f.buffer(1)));
    operators.put("channelFlow", f -> AsyncFlow.channelFlow((scope, out) -> f.collect(out::send)));
    return Stream.of(named("cancels itself", source()), named("interrupted", interruptedSource()))
        .flatMap(
            source ->
                operators.entrySet().stream()
                    .map(
                        operator ->
                            DynamicTest.dynamicTest(
                                source.getName() + ", " + operator.getKey(),
                                () ->
                                    assertThatThrownBy(
                                            () ->
                                                Async.call(
                                                    scope ->
                                                        operator
                                                            .getValue()
                                                            .apply(source.getPayload())
                                                            .count()))
                                        .isInstanceOf(TaskFailedException.class)
                                        .hasCauseInstanceOf(CancellationException.class))));
  }

  @Test
  void iteratorOverIt_tellsOfTheTask() {
    AsyncFlow<Integer> cancelled =
        AsyncFlow.range(0, 3).mapConcurrentUnordered(1, CancelledAloneTest::cancelledAlone);
    assertThatThrownBy(
            () ->
                Async.run(
                    scope -> {
                      try (AsyncIterator<Integer> iterator = cancelled.iterator()) {
                        iterator.forEachRemaining(v -> {});
                      }
                    }))
        .isInstanceOf(TaskFailedException.class)
        .hasCauseInstanceOf(TaskCancelledException.class)
        .hasMessageContaining("by itself");
  }

  private static int lateTimeout(int value) {
    if (value == 0) {
      Async.delay(Duration.ofSeconds(9));
      return value;
    }
    Async.delay(Duration.ofMillis(20));
    throw new UncheckedIOException(new SocketTimeoutException("read timed out"));
  }

  /** Those that are cancelled because of it are not cancelled alone. */
  @Test
  void failureOfOneCall_staysItself() {
    AsyncFlow<Integer> flow =
        AsyncFlow.range(0, 2).mapConcurrentUnordered(2, CancelledAloneTest::lateTimeout);
    assertThatThrownBy(() -> Async.call(scope -> flow.toList()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("read timed out");
  }

  @Test
  void failureOfTheSource_staysItself() {
    AsyncFlow<Integer> source =
        AsyncFlow.generate(
            out -> {
              out.emit(0);
              Async.delay(Duration.ofMillis(20));
              throw new SocketTimeoutException("read timed out");
            });
    List<AsyncFlow<Integer>> flows =
        List.of(
            source.mapConcurrentUnordered(2, CancelledAloneTest::lateTimeout),
            source.flatMapLatest(v -> AsyncFlow.of(v).map(CancelledAloneTest::lateTimeout)));
    for (AsyncFlow<Integer> flow : flows) {
      assertThatThrownBy(() -> Async.call(scope -> flow.toList()))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("read timed out");
    }
  }
}
