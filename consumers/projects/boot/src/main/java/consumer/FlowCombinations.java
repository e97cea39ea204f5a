package consumer;

import static consumer.FlowOperators.check;
import static consumer.FlowOperators.numbers;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import java.util.List;
import java.util.Set;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.Ending;

/** Uses each operator that works with several flows, several threads or time once. */
final class FlowCombinations {
  private FlowCombinations() {}

  static void combinations() {
    AsyncFlow<Integer> one = AsyncFlow.of(1);
    AsyncFlow<Integer> two = AsyncFlow.of(2);
    check(AsyncFlow.merge(one, two).toSet(), Set.of(1, 2));
    check(AsyncFlow.merge(List.of(one, two)).toSet(), Set.of(1, 2));
    check(AsyncFlow.concat(one, two).toList(), List.of(1, 2));
    check(AsyncFlow.concat(List.of(one, two)).toList(), List.of(1, 2));
    check(one.zip(two, Integer::sum).toList(), List.of(3));
    check(one.combine(two, Integer::sum).toList(), List.of(3));
    check(one.mergeWith(two).toSet(), Set.of(1, 2));
    check(one.concatWith(two).toList(), List.of(1, 2));
    check(numbers().flatMapConcat(n -> AsyncFlow.of(n, n)).count(), 6L);
    check(numbers().flatMapMerge(2, n -> AsyncFlow.of(n, n)).count(), 6L);
    check(numbers().flatMapLatest(n -> AsyncFlow.of(n)).last(), 3);
    check(
        numbers().groupBy(n -> n % 2).flatMapMerge(8, g -> g.map(n -> g.key() + ":" + n)).toSet(),
        Set.of("1:1", "0:2", "1:3"));
  }

  static void concurrent() {
    check(numbers().mapConcurrent(2, n -> n * 2).toList(), List.of(2, 4, 6));
    check(numbers().mapConcurrentUnordered(2, n -> n * 2).toSet(), Set.of(2, 4, 6));
    check(numbers().buffer(1).toList(), List.of(1, 2, 3));
    check(numbers().conflate().last(), 3);
    check(numbers().flowOn(Dispatchers.cpu()).toList(), List.of(1, 2, 3));
  }

  static void timed() {
    check(numbers().debounce(ofMillis(20)).toList(), List.of(3));
    check(AsyncFlow.ticker(ofMillis(5)).sample(ofMillis(20)).take(1).count(), 1L);
    check(numbers().throttle(ofMillis(1)).toList(), List.of(1, 2, 3));
    check(numbers().timeout(ofSeconds(60)).toList(), List.of(1, 2, 3));
    check(numbers().chunkedWithin(2, ofSeconds(60)).first(), List.of(1, 2));
  }

  static void latest() {
    AsyncFlow<Integer> one = AsyncFlow.of(1);
    check(AsyncFlow.combineLatest(one, one, one, (a, b, c) -> a + b + c).last(), 3);
    check(AsyncFlow.combineLatest(one, one, one, one, (a, b, c, d) -> a + b + c + d).last(), 4);
    check(
        AsyncFlow.combineLatest(one, one, one, one, one, (a, b, c, d, e) -> a + b + c + d + e)
            .last(),
        5);
    check(AsyncFlow.combineLatest(List.of(one, one), List::size).last(), 2);
    check(one.<Integer, Integer>combineTransform(one, (a, b, out) -> out.emit(a + b)).last(), 2);
    check(numbers().mapLatest(n -> n + 1).last(), 4);
    check(numbers().<Integer>transformLatest((n, out) -> out.emit(n)).last(), 3);
  }

  static void inTurn() {
    AsyncFlow<Integer> one = AsyncFlow.of(1);
    check(
        AsyncFlow.interleave(List.of(one, numbers()), 2, Ending.WITH_ALL).toList(),
        List.of(1, 1, 2, 3));
    check(one.interleaveWith(one).toList(), List.of(1, 1));
    check(one.zipAll(numbers(), 0, 0, Integer::sum).toList(), List.of(2, 2, 3));
  }

  static void batches() {
    check(numbers().batch(9, Integer::sum).fold(0, Integer::sum), 6);
    check(
        numbers().batch(9, n -> 1, (count, n) -> count + 1).fold(0, Integer::sum), 3);
  }
}
