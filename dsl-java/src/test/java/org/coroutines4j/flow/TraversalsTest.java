package org.coroutines4j.flow;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.gather;
import static org.coroutines4j.Async.yieldNow;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.channels.SendChannel;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Guards that several collections of one flow share no state of its operators and sources. */
class TraversalsTest {
  private static final AsyncFlow<Integer> NUMBERS = AsyncFlow.of(5, 5, 1, 2, 5, 1, 8);

  /** A flow, and what every traversal of it must give. */
  private record Row(String name, AsyncFlow<?> flow, List<?> values) {}

  private static Stream<Row> rows() {
    return Stream.of(sources(), operators(), severalFlows(), withCoroutines())
        .flatMap(List::stream);
  }

  private static List<Row> sources() {
    return List.of(
        new Row("of", NUMBERS, List.of(5, 5, 1, 2, 5, 1, 8)),
        new Row("range", AsyncFlow.range(0, 3), List.of(0, 1, 2)),
        new Row("iterate", AsyncFlow.iterate(1, i -> i * 3).take(3), List.of(1, 3, 9)),
        new Row("fromIterable", AsyncFlow.fromIterable(List.of(1, 2)), List.of(1, 2)),
        new Row("fromStream", AsyncFlow.fromStream(() -> Stream.of(1, 2)), List.of(1, 2)),
        new Row("fromPublisher", AsyncFlow.fromPublisher(NUMBERS.toPublisher()), all()),
        new Row("ticker", AsyncFlow.ticker(ofMillis(1)).take(3), List.of(0L, 1L, 2L)),
        new Row(
            "channelFlow", AsyncFlow.channelFlow((s, out) -> NUMBERS.collect(out::send)), all()),
        new Row("callback", AsyncFlow.<Integer>callback(TraversalsTest::sendTwo), List.of(1, 2)));
  }

  private static AutoCloseable sendTwo(SendChannel<Integer> to) {
    to.send(1);
    to.send(2);
    to.close();
    return () -> {};
  }

  private static List<Integer> all() {
    return NUMBERS.toList();
  }

  private static List<Row> operators() {
    return List.of(
        new Row("take", NUMBERS.take(3), List.of(5, 5, 1)),
        new Row("takeWhile", NUMBERS.takeWhile(v -> v != 2), List.of(5, 5, 1)),
        new Row("drop", NUMBERS.drop(5), List.of(1, 8)),
        new Row("dropWhile", NUMBERS.dropWhile(v -> v != 2), List.of(2, 5, 1, 8)),
        new Row("distinct", NUMBERS.distinct(), List.of(5, 1, 2, 8)),
        new Row("distinctUntilChanged", NUMBERS.distinctUntilChanged(), List.of(5, 1, 2, 5, 1, 8)),
        new Row("… by key", NUMBERS.distinctUntilChanged(v -> v % 2), List.of(5, 2, 5, 8)),
        new Row("withIndex", NUMBERS.withIndex().map(i -> i.index()), List.of(0, 1, 2, 3, 4, 5, 6)),
        new Row("scan", NUMBERS.scan(0, Integer::sum), List.of(0, 5, 10, 11, 13, 18, 19, 27)),
        new Row(
            "runningReduce",
            NUMBERS.runningReduce(Integer::sum),
            List.of(5, 10, 11, 13, 18, 19, 27)),
        new Row(
            "chunked", NUMBERS.chunked(3), List.of(List.of(5, 5, 1), List.of(2, 5, 1), List.of(8))),
        new Row("sliding", NUMBERS.sliding(2, 3), List.of(List.of(5, 5), List.of(2, 5))),
        new Row(
            "overlapping",
            NUMBERS.sliding(6, 1),
            List.of(List.of(5, 5, 1, 2, 5, 1), List.of(5, 1, 2, 5, 1, 8))),
        new Row("retry", failing().retry(2).recover(failure -> 9), List.of(1, 1, 1, 9)),
        new Row(
            "retryWhen", failing().retryWhen((f, n) -> n < 1).recover(f -> 9), List.of(1, 1, 9)),
        new Row("recoverWith", failing().recoverWith(failure -> NUMBERS.take(2)), List.of(1, 5, 5)),
        new Row(
            "onEmpty",
            NUMBERS.take(0).<Integer>map(v -> v).onEmpty(out -> out.emit(7)),
            List.of(7)));
  }

  private static AsyncFlow<Integer> failing() {
    return AsyncFlow.generate(
        out -> {
          out.emit(1);
          throw new IllegalStateException("as planned");
        });
  }

  private static List<Row> severalFlows() {
    return List.of(
        new Row("zip", NUMBERS.zip(AsyncFlow.range(0, 4), Integer::sum), List.of(5, 6, 3, 5)),
        new Row(
            "zip with itself", NUMBERS.zip(NUMBERS, (a, b) -> a - b), List.of(0, 0, 0, 0, 0, 0, 0)),
        new Row("combine", AsyncFlow.of(1).combine(AsyncFlow.of(2), Integer::sum), List.of(3)),
        new Row("concatWith", NUMBERS.take(1).concatWith(NUMBERS.take(2)), List.of(5, 5, 5)),
        new Row("mergeWith", NUMBERS.take(1).mergeWith(NUMBERS.take(2)), List.of(5, 5, 5)),
        new Row(
            "flatMapConcat",
            NUMBERS.take(3).flatMapConcat(v -> NUMBERS.take(v).take(2)),
            List.of(5, 5, 5, 5, 5)),
        new Row(
            "flatMapMerge",
            NUMBERS.take(3).flatMapMerge(1, v -> NUMBERS.take(v).take(2)),
            List.of(5, 5, 5, 5, 5)),
        new Row(
            "flatMapLatest", AsyncFlow.of(1).flatMapLatest(v -> NUMBERS.take(3)), List.of(5, 5, 1)),
        new Row(
            "groupBy",
            NUMBERS
                .groupBy(v -> v % 2)
                .flatMapMerge(2, g -> g.chunked(9))
                .filter(l -> l.size() < 3),
            List.of(List.of(2, 8))));
  }

  private static List<Row> withCoroutines() {
    return List.of(
        new Row("buffer", NUMBERS.buffer(2), all()),
        new Row("flowOn", NUMBERS.flowOn(Dispatchers.cpu()), all()),
        new Row("mapConcurrent", NUMBERS.mapConcurrent(2, v -> v), all()),
        new Row("mapConcurrentUnordered", NUMBERS.mapConcurrentUnordered(1, v -> v), all()),
        new Row("throttle", NUMBERS.throttle(ofMillis(1)), all()),
        new Row("timeout", NUMBERS.timeout(ofSeconds(20)), all()),
        new Row("debounce", NUMBERS.debounce(ofSeconds(20)), List.of(8)),
        new Row(
            "chunkedWithin",
            NUMBERS.chunkedWithin(4, ofSeconds(20)),
            List.of(List.of(5, 5, 1, 2), List.of(5, 1, 8))),
        new Row("conflate", AsyncFlow.of(1).conflate(), List.of(1)),
        new Row(
            "transform",
            NUMBERS.take(2).transform((v, out) -> NUMBERS.take(1).collect(out::emit)),
            List.of(5, 5)));
  }

  @TestFactory
  Stream<DynamicTest> alternatingPulls_giveTheSameValues() {
    return tests(
        (flow, values) -> {
          try (AsyncIterator<?> first = flow.iterator();
              AsyncIterator<?> second = flow.iterator()) {
            List<Object> ofFirst = new ArrayList<>();
            List<Object> ofSecond = new ArrayList<>();
            while (first.hasNext()) {
              ofFirst.add(first.next());
              assertThat(second.hasNext()).isTrue();
              ofSecond.add(second.next());
            }
            assertThat(second.hasNext()).isFalse();
            assertThat(ofFirst).isEqualTo(values);
            assertThat(ofSecond).isEqualTo(values);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> loopInALoop_getsAllValues_eachTime() {
    return tests(
        (flow, values) -> {
          List<Object> seen = new ArrayList<>();
          flow.collect(
              value -> {
                seen.add(value);
                assertThat(flow.toList()).isEqualTo(values);
              });
          assertThat(seen).isEqualTo(values);
        });
  }

  @TestFactory
  Stream<DynamicTest> tasksThatCollectConcurrently_getTheSameValues() {
    return tests(
        (flow, values) ->
            assertThat(gather(() -> slowly(flow), () -> slowly(flow)))
                .isEqualTo(List.of(values, values)));
  }

  private static List<?> slowly(AsyncFlow<?> flow) {
    return flow.onEach(value -> yieldNow()).toList();
  }

  private interface Law {
    void check(AsyncFlow<?> flow, List<?> values) throws Exception;
  }

  private static Stream<DynamicTest> tests(Law law) {
    return rows()
        .map(row -> DynamicTest.dynamicTest(row.name, () -> law.check(row.flow, row.values)));
  }
}
