package org.coroutines4j.flow;

import static org.coroutines4j.Async.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.coroutines4j.channels.Overflow;

/**
 * A program that sends many values through each linear operator in turn, and prints how many came
 * out.
 */
public final class ManyValuesOfEach {
  private static final Map<String, Function<AsyncFlow<Integer>, Object>> OPERATORS =
      new TreeMap<>();

  private ManyValuesOfEach() {}

  private static void add(String name, Function<AsyncFlow<Integer>, Object> operator) {
    OPERATORS.put(name, operator);
  }

  static {
    add("map", f -> f.map(v -> v + 1).count());
    add("mapNotNull", f -> f.mapNotNull(v -> v + 1).count());
    add("filter", f -> f.filter(v -> v >= 0).count());
    add("filterIsInstance", f -> f.filterIsInstance(Integer.class).count());
    add("transform", f -> f.transform((v, out) -> out.emit(v)).count());
    add(
        "transformWhile",
        f ->
            f.transformWhile(
                    (v, out) -> {
                      out.emit(v);
                      return true;
                    })
                .count());
    add("mapStateful", f -> f.mapStateful(() -> 0, (s, v) -> Map.entry(v, s)).count());
    add("take", f -> f.take(Integer.MAX_VALUE).count());
    add("takeWhile", f -> f.takeWhile(v -> v >= 0).count());
    add("takeWhileInclusive", f -> f.takeWhileInclusive(v -> v >= 0).count());
    add("takeLast", f -> f.takeLast(10).count());
    add("drop", f -> f.drop(10).count());
    add("dropWhile", f -> f.dropWhile(v -> v < 10).count());
    add("distinctUntilChanged", f -> f.distinctUntilChanged().count());
    add("distinctUntilChanged compared", f -> f.distinctUntilChanged(Integer::equals).count());
    add("sampleEvery", f -> f.sampleEvery(2).count());
    add("withIndex", f -> f.withIndex().count());
    add("scan", f -> f.scan(0, Integer::sum).count());
    add("runningReduce", f -> f.runningReduce(Integer::sum).count());
    add("onEach", f -> f.onEach(v -> {}).count());
    add("cancellable", f -> f.cancellable().count());
    add("intersperse", f -> f.intersperse(9).count());
    add("chunked", f -> f.chunked(10).count());
    add("chunkedByWeight", f -> f.chunkedByWeight(10, v -> 1L).count());
    add("split", f -> f.split(v -> v % 10 == 0).count());
    add("splitOn", f -> f.splitOn(List.of(1)).take(1).count());
    add("sliding", f -> f.sliding(3, 10).count());
    add("concatWith", f -> f.concatWith(AsyncFlow.of(1)).count());
    add("flatMapConcat", f -> f.flatMapConcat(v -> AsyncFlow.of(v)).count());
    add("onStart", f -> f.onStart(out -> out.emit(1)).count());
    add("onCompletion", f -> f.onCompletionEmit((failure, out) -> out.emit(1)).count());
    add("onEmpty", f -> f.onEmpty(out -> out.emit(1)).count());
    add("collectIndexed", ManyValuesOfEach::indexed);
    add("last", f -> f.last(v -> true));
  }

  /** Operators with a task or coroutine of their own, which take longer for a value. */
  private static void addConcurrent() {
    add("buffer", f -> f.buffer().count());
    add("buffer dropping", f -> f.buffer(4, Overflow.DROP_OLDEST).last());
    add("conflate", f -> f.conflate((a, b) -> b).last());
    add("batch", f -> f.batch(4, v -> 1, (n, v) -> n + 1).fold(0, Integer::sum));
    add("flowOn named", f -> f.flowOn("name").count());
    add("groupBy", f -> f.groupBy(v -> v % 2).flatMapMerge(2, g -> g).count());
    add("merge first", f -> AsyncFlow.merge(List.of(f), Ending.WITH_FIRST).count());
    add("interleaveWith", f -> f.interleaveWith(AsyncFlow.of(1)).count());
    add("zipAll", f -> f.zipAll(AsyncFlow.of(1), 0, 0, Integer::sum).count());
    add("combine", f -> f.combine(AsyncFlow.of(1), Integer::sum).last());
    add("unfold", f -> f.zip(endless(), Integer::sum).count());
  }

  private static AsyncFlow<Integer> endless() {
    return AsyncFlow.unfold(0, n -> Optional.of(Map.entry(n, n ^ 1)));
  }

  private static int indexed(AsyncFlow<Integer> flow) {
    int[] last = {0};
    flow.collectIndexed((index, value) -> last[0] = index);
    return last[0];
  }

  /**
   * Prints what comes of {@code args[0]} values in each operator of one kind, or in those that are
   * named.
   */
  public static void main(String[] args) {
    int values = Integer.parseInt(args[0]);
    List<String> names = List.of(args).subList(2, args.length);
    if (args[1].equals("concurrent")) {
      OPERATORS.clear();
      addConcurrent();
    }
    run(
        scope ->
            (names.isEmpty() ? OPERATORS.keySet() : names)
                .forEach(
                    name ->
                        System.out.println(
                            name + " " + OPERATORS.get(name).apply(AsyncFlow.range(0, values)))));
  }
}
