package consumer;

import static consumer.FlowOperators.check;
import static consumer.FlowOperators.numbers;
import static java.util.Map.entry;

import java.util.List;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.Emitter;

/** Uses each operator on the values of one flow once. */
final class FlowTransforms {
  private FlowTransforms() {}

  static void run() {
    check(numbers().map(n -> n + 1).toList(), List.of(2, 3, 4));
    check(numbers().mapNotNull(n -> n == 2 ? null : n).toList(), List.of(1, 3));
    check(numbers().filter(n -> n > 1).toList(), List.of(2, 3));
    check(numbers().filterNot(n -> n > 1).toList(), List.of(1));
    check(numbers().<Integer>transform((n, out) -> out.emit(-n)).toList(), List.of(-1, -2, -3));
    check(numbers().take(1).toList(), List.of(1));
    check(numbers().takeWhile(n -> n < 3).toList(), List.of(1, 2));
    check(numbers().drop(1).toList(), List.of(2, 3));
    check(numbers().dropWhile(n -> n < 3).toList(), List.of(3));
    check(AsyncFlow.of(1, 2, 1).distinct().toList(), List.of(1, 2));
    check(AsyncFlow.of(1, 1, 2).distinctUntilChanged().toList(), List.of(1, 2));
    check(AsyncFlow.of(1, 3, 2).distinctUntilChanged(n -> n % 2).toList(), List.of(1, 2));
    check(AsyncFlow.of("a").withIndex().map(i -> i.index() + i.value()).toList(), List.of("0a"));
    check(numbers().scan(0, Integer::sum).toList(), List.of(0, 1, 3, 6));
    check(numbers().runningReduce(Integer::sum).toList(), List.of(1, 3, 6));
    check(numbers().chunked(2).toList(), List.of(List.of(1, 2), List.of(3)));
    check(numbers().sliding(2, 1).first(), List.of(1, 2));
    check(numbers().onEach(n -> {}).cancellable().toList(), List.of(1, 2, 3));
    check(AsyncFlow.of(1, "a").filterIsInstance(String.class).toList(), List.of("a"));
    check(numbers().takeWhileInclusive(n -> n < 2).toList(), List.of(1, 2));
    check(numbers().takeLast(2).toList(), List.of(2, 3));
    check(numbers().sampleEvery(2).toList(), List.of(2));
    check(numbers().<Integer>transformWhile(FlowTransforms::untilTwo).toList(), List.of(1, 2));
    check(
        numbers().mapStateful(() -> 0, (sum, n) -> entry(sum + n, sum + n)).toList(),
        List.of(1, 3, 6));
    check(numbers().intersperse(0).toList(), List.of(1, 0, 2, 0, 3));
    check(numbers().intersperse(7, 0, 9).toList(), List.of(7, 1, 0, 2, 0, 3, 9));
  }

  static void groups() {
    check(numbers().chunkedByWeight(3, n -> (long) n).toList(), List.of(List.of(1, 2), List.of(3)));
    check(numbers().split(n -> n == 2).toList(), List.of(List.of(1), List.of(3)));
    check(numbers().splitOn(List.of(1, 2)).toList(), List.of(List.of(), List.of(3)));
  }

  private static boolean untilTwo(int n, Emitter<Integer> out) {
    out.emit(n);
    return n < 2;
  }
}
