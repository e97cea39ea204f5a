package org.coroutines4j.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.yieldNow;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.coroutines4j.RetryPolicy;
import org.coroutines4j.testkit.Rounds;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Compares operators with a model: a random chain of them gives the same values as the same chain
 * of list operations. Some lambdas wait.
 */
@Tag("stress")
class LawsTest {
  /** An operator and what it does to a list. */
  private record Law(
      String name,
      Function<AsyncFlow<Integer>, AsyncFlow<Integer>> operator,
      Function<List<Integer>, List<Integer>> model) {}

  private static Integer waits(int value) {
    if (value % 7 == 0) {
      yieldNow();
    }
    return value;
  }

  private static List<Law> laws(int n) {
    int size = n % 5 + 1;
    int step = n % 3 + 1;
    return List.of(
        new Law("map", f -> f.map(v -> waits(v) + n), l -> map(l, v -> v + n)),
        new Law("filter", f -> f.filter(v -> waits(v) % 3 != 0), l -> filter(l, v -> v % 3 != 0)),
        new Law("filterNot", f -> f.filterNot(v -> v % 3 == 0), l -> filter(l, v -> v % 3 != 0)),
        new Law(
            "mapNotNull",
            f -> f.mapNotNull(v -> v % 2 == 0 ? v / 2 : null),
            l -> map(filter(l, v -> v % 2 == 0), v -> v / 2)),
        new Law("take", f -> f.take(n), l -> l.stream().limit(n).toList()),
        new Law("drop", f -> f.drop(n), l -> l.stream().skip(n).toList()),
        new Law(
            "takeWhile",
            f -> f.takeWhile(v -> waits(v) < 50),
            l -> l.stream().takeWhile(v -> v < 50).toList()),
        new Law(
            "dropWhile",
            f -> f.dropWhile(v -> waits(v) < 50),
            l -> l.stream().dropWhile(v -> v < 50).toList()),
        new Law("distinct", AsyncFlow::distinct, l -> l.stream().distinct().toList()),
        new Law("distinctUntilChanged", AsyncFlow::distinctUntilChanged, LawsTest::unrepeated),
        new Law(
            "transform",
            f ->
                f.transform(
                    (v, out) -> {
                      out.emit(v);
                      out.emit(waits(-v));
                    }),
            l -> l.stream().flatMap(v -> Stream.of(v, -v)).toList()),
        new Law("scan", f -> f.scan(0, (a, v) -> waits(a) + v), l -> sums(0, l)),
        new Law(
            "runningReduce",
            f -> f.runningReduce(Integer::sum),
            l -> l.isEmpty() ? l : sums(l.get(0), l.subList(1, l.size()))),
        new Law(
            "chunked",
            f -> f.chunked(size).map(LawsTest::sum),
            l -> map(windows(l, size, size, true), LawsTest::sum)),
        new Law(
            "sliding",
            f -> f.sliding(size, step).map(LawsTest::sum),
            l -> map(windows(l, size, step, false), LawsTest::sum)),
        new Law(
            "withIndex",
            f -> f.withIndex().map(i -> i.index() * i.value()),
            l -> IntStream.range(0, l.size()).mapToObj(i -> i * l.get(i)).toList()),
        new Law(
            "zip",
            f -> f.zip(AsyncFlow.range(0, 10), (v, i) -> waits(v) * i),
            l -> IntStream.range(0, Math.min(10, l.size())).mapToObj(i -> i * l.get(i)).toList()),
        new Law(
            "concatWith",
            f -> f.concatWith(AsyncFlow.of(1, 2)),
            l -> Stream.concat(l.stream(), Stream.of(1, 2)).toList()),
        new Law(
            "flatMapConcat",
            f -> f.flatMapConcat(v -> AsyncFlow.of(v, waits(v + 1))),
            l -> l.stream().flatMap(v -> Stream.of(v, v + 1)).toList()),
        new Law(
            "mapConcurrent",
            f -> f.mapConcurrent(size, v -> waits(v) + 1),
            l -> map(l, v -> v + 1)),
        new Law("buffer", f -> f.buffer(size), l -> l),
        new Law("cancellable", AsyncFlow::cancellable, l -> l),
        new Law("recover", f -> f.recover(failure -> -1), l -> l),
        new Law("retry", f -> f.retry(2), l -> l),
        new Law("retry, policy", f -> f.retry(RetryPolicy.unlimited()), l -> l));
  }

  private static <A, B> List<B> map(List<A> list, Function<A, B> fn) {
    return list.stream().map(fn).toList();
  }

  private static List<Integer> filter(
      List<Integer> list, java.util.function.Predicate<Integer> predicate) {
    return list.stream().filter(predicate).toList();
  }

  private static List<Integer> unrepeated(List<Integer> list) {
    return IntStream.range(0, list.size())
        .filter(i -> i == 0 || !list.get(i).equals(list.get(i - 1)))
        .mapToObj(list::get)
        .toList();
  }

  private static List<Integer> sums(int initial, List<Integer> list) {
    List<Integer> sums = new ArrayList<>(List.of(initial));
    list.forEach(v -> sums.add(sums.get(sums.size() - 1) + v));
    return sums;
  }

  private static Integer sum(List<Integer> list) {
    return list.stream().mapToInt(v -> v).sum();
  }

  private static List<List<Integer>> windows(
      List<Integer> list, int size, int step, boolean shorterLast) {
    List<List<Integer>> windows = new ArrayList<>();
    for (int from = 0; from < list.size(); from += step) {
      int to = from + size;
      if (to <= list.size() || shorterLast) {
        windows.add(list.subList(from, Math.min(to, list.size())));
      }
    }
    return windows;
  }

  @Test
  void chainsOfOperators_doWhatListsDo() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Rounds rounds = Rounds.atLeast(100);
    while (rounds.next()) {
      List<Integer> list = random.ints(random.nextInt(30), 0, 100).boxed().toList();
      AsyncFlow<Integer> flow = AsyncFlow.fromIterable(list);
      StringBuilder chain = new StringBuilder("seed " + seed + ": " + list);
      for (int i = random.nextInt(4); i >= 0; i--) {
        List<Law> laws = laws(random.nextInt(10));
        Law law = laws.get(random.nextInt(laws.size()));
        flow = law.operator.apply(flow);
        list = law.model.apply(list);
        chain.append('.').append(law.name);
      }
      assertThat(flow.toList()).as(chain.toString()).isEqualTo(list);
      List<Integer> pulled = new ArrayList<>();
      flow.iterator().forEachRemaining(pulled::add);
      assertThat(pulled).as("%s, pulled", chain).isEqualTo(list);
      assertThat(flow.count()).as("%s, counted", chain).isEqualTo(list.size());
    }
  }

  @Test
  void unorderedOperators_giveTheSameValues() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Rounds rounds = Rounds.atLeast(20);
    while (rounds.next()) {
      List<Integer> list = random.ints(random.nextInt(50), 0, 100).boxed().toList();
      int n = random.nextInt(5) + 1;
      String seen = "seed " + seed;
      AsyncFlow<Integer> flow = AsyncFlow.fromIterable(list);
      assertThat(flow.mapConcurrentUnordered(n, LawsTest::waits).toList())
          .as(seen)
          .containsExactlyInAnyOrderElementsOf(list);
      assertThat(flow.flatMapMerge(n, v -> AsyncFlow.of(waits(v))).toList())
          .as(seen)
          .containsExactlyInAnyOrderElementsOf(list);
      assertThat(
              flow.<Integer>groupBy(v -> v % n)
                  .flatMapMerge(n, group -> group.map(LawsTest::waits))
                  .toList())
          .as(seen)
          .containsExactlyInAnyOrderElementsOf(list);
      assertThat(flow.mergeWith(flow).toList()).as(seen).hasSize(2 * list.size());
    }
  }
}
