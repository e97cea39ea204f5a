package org.coroutines4j.testing.jox;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.flow.GroupOverflow.COMPLETE_OLDEST;
import static org.coroutines4j.testing.jox.Observed.timesOf;
import static org.coroutines4j.testing.jox.Observed.valuesBefore;
import static org.coroutines4j.testing.jox.Observed.valuesOf;

import java.util.List;
import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Test;

/**
 * The cases of {@code FlowGroupedTest} of jox. Its {@code grouped} is {@code chunked} here, {@code
 * groupedWeighted} is {@code chunkedByWeight}, and {@code groupedWithin} is {@code chunkedWithin}.
 * Its {@code groupBy} is {@code groupBy} with a limit, followed by {@code flatMapMerge}.
 */
class FlowGroupedTest {
  private static final int STRESS = 2000;
  private static final AsyncFlow<Integer> EIGHT = AsyncFlow.of(10, 11, 12, 13, 20, 23, 33, 30);

  private final RuntimeException boom = new RuntimeException("boom!");

  // grouped

  @Test
  void grouped_emitsListsOfItsSize() {
    assertThat(valuesOf(AsyncFlow.of(1, 2, 3, 4, 5, 6).chunked(3)))
        .containsExactly(List.of(1, 2, 3), List.of(4, 5, 6));
  }

  @Test
  void grouped_atTheEnd_emitsTheRest() {
    assertThat(valuesOf(AsyncFlow.of(1, 2, 3, 4, 5, 6, 7).chunked(3)))
        .containsExactly(List.of(1, 2, 3), List.of(4, 5, 6), List.of(7));
  }

  @Test
  void grouped_ofAFailedFlow_fails() {
    assertThat(valuesBefore(boom, AsyncFlow.failed(boom).chunked(3))).isEmpty();
  }

  // groupedWeighted

  @Test
  void groupedWeighted_emitsListsOfItsWeight() {
    AsyncFlow<Integer> values = AsyncFlow.of(1, 2, 3, 4, 5, 6, 5, 3, 1);
    assertThat(valuesOf(values.chunkedByWeight(10, n -> n * 2L)))
        .containsExactly(List.of(1, 2, 3), List.of(4, 5), List.of(6), List.of(5), List.of(3, 1));
  }

  @Test
  void groupedWeighted_whenTheWeightFails_fails() {
    AsyncFlow<List<Integer>> lists =
        AsyncFlow.of(1, 2, 3, 0, 4, 5, 6, 7)
            .chunkedByWeight(
                150,
                n -> {
                  if (n == 0) {
                    throw boom;
                  }
                  return 100L / n;
                });
    assertThat(valuesBefore(boom, lists)).containsExactly(List.of(1, 2));
  }

  @Test
  void groupedWeighted_ofAFailedFlow_fails() {
    AsyncFlow<Integer> failed = AsyncFlow.failed(boom);
    assertThat(valuesBefore(boom, failed.chunkedByWeight(10, n -> n * 2L))).isEmpty();
  }

  // groupedWithin

  @Test
  void groupedWithin_emitsAFullList_thenOneAtItsTime() {
    AsyncFlow<Integer> values =
        AsyncFlow.generate(
            out -> {
              out.emitAll(List.of(1, 2, 3));
              delay(ofMillis(50));
              out.emit(4);
              delay(ofMillis(200));
            });
    assertThat(timesOf(values.chunkedWithin(3, ofMillis(100))))
        .containsExactly("[1, 2, 3] at 0", "[4] at 150", "end at 250");
  }

  @Test
  void groupedWithin_emitsAListAtItsTime_thenAFullOne() {
    AsyncFlow<Integer> values =
        AsyncFlow.generate(
            out -> {
              out.emitAll(List.of(1, 2));
              delay(ofMillis(150));
              out.emitAll(List.of(3, 4, 5));
            });
    assertThat(timesOf(values.chunkedWithin(3, ofMillis(100))))
        .containsExactly("[1, 2] at 100", "[3, 4, 5] at 150", "end at 150");
  }

  @Test
  void groupedWithin_atTheEnd_emitsTheRestOnce() {
    assertThat(timesOf(AsyncFlow.of(1, 2).chunkedWithin(3, ofMinutes(5))))
        .containsExactly("[1, 2] at 0", "end at 0");
  }

  @Test
  void groupedWithin_ofAFailedFlow_fails() {
    AsyncFlow<Integer> failed = AsyncFlow.failed(boom);
    assertThat(valuesBefore(boom, failed.chunkedWithin(3, ofSeconds(10)))).isEmpty();
  }

  // groupBy

  /** The values of a group, once it has ended. */
  private record Ended(Object key, List<Integer> values) {}

  private static AsyncFlow<Ended> ended(AsyncFlow.Group<?, Integer> group) {
    return AsyncFlow.generate(out -> out.emit(new Ended(group.key(), group.toList())));
  }

  /** Groups by the last digit. */
  private static AsyncFlow<Ended> byDigit(int max, AsyncFlow<Integer> flow) {
    return flow.groupBy(max, COMPLETE_OLDEST, i -> i % 10)
        .flatMapMerge(max, FlowGroupedTest::ended);
  }

  private static AsyncFlow<Integer> regrouped(AsyncFlow<Integer> flow) {
    return flow.groupBy(10, COMPLETE_OLDEST, i -> i % 10).flatMapMerge(10, group -> group);
  }

  @Test
  void groupBy_ofAnEmptyFlow_isEmpty() {
    assertThat(valuesOf(regrouped(AsyncFlow.empty()))).isEmpty();
  }

  @Test
  void groupBy_ofOneValue_emitsIt() {
    assertThat(valuesOf(regrouped(AsyncFlow.of(42)))).containsExactly(42);
  }

  @Test
  void groupBy_ofOneValue_onRealThreads_emitsItEachTime() {
    AsyncFlow<Integer> flow = regrouped(AsyncFlow.of(42));
    for (int i = 0; i < STRESS; i++) {
      assertThat(flow.toList()).as("repetition %d", i).containsExactly(42);
    }
  }

  @Test
  void groupBy_belowItsLimit_emitsAGroupForEachKey() {
    assertThat(byDigit(10, EIGHT).toList())
        .containsExactlyInAnyOrder(
            new Ended(0, List.of(10, 20, 30)),
            new Ended(1, List.of(11)),
            new Ended(2, List.of(12)),
            new Ended(3, List.of(13, 23, 33)));
  }

  @Test
  void groupBy_withALimitOfOne_completesTheGroupBefore() {
    assertThat(valuesOf(byDigit(1, EIGHT)))
        .containsExactly(
            new Ended(0, List.of(10)),
            new Ended(1, List.of(11)),
            new Ended(2, List.of(12)),
            new Ended(3, List.of(13)),
            new Ended(0, List.of(20)),
            new Ended(3, List.of(23, 33)),
            new Ended(0, List.of(30)));
  }

  @Test
  void groupBy_withALimitOfThree_completesTheOldestGroup() {
    AsyncFlow<Integer> flow = AsyncFlow.of(10, 11, 12, 22, 21, 20, 32, 13, 42, 30, 23, 31);
    assertThat(byDigit(3, flow).toList())
        .containsExactlyInAnyOrder(
            new Ended(0, List.of(10, 20, 30)),
            new Ended(1, List.of(11, 21)),
            new Ended(1, List.of(31)),
            new Ended(2, List.of(12, 22, 32, 42)),
            new Ended(3, List.of(13, 23)));
  }

  @Test
  void groupBy_ofManyValues_losesNone() {
    AsyncFlow<Integer> flow = AsyncFlow.range(1, 100_001);
    List<Ended> groups =
        flow.groupBy(100, COMPLETE_OLDEST, i -> i % 100)
            .flatMapMerge(100, FlowGroupedTest::ended)
            .toList();
    assertThat(groups).hasSize(100);
    assertThat(groups.stream().flatMap(group -> group.values().stream()).sorted().toList())
        .isEqualTo(flow.toList());
  }

  @Test
  void groupBy_withStringsAsKeys_emitsAGroupForEach() {
    AsyncFlow<Ended> groups =
        EIGHT
            .groupBy(10, COMPLETE_OLDEST, i -> i % 2 == 0 ? "even" : "odd")
            .flatMapMerge(10, FlowGroupedTest::ended);
    assertThat(groups.toList())
        .containsExactlyInAnyOrder(
            new Ended("even", List.of(10, 12, 20, 30)), new Ended("odd", List.of(11, 13, 23, 33)));
  }

  @Test
  void groupBy_withASlowGroup_emitsAll() {
    AsyncFlow<Integer> flow =
        AsyncFlow.range(1, 31)
            .groupBy(1, COMPLETE_OLDEST, i -> 0)
            .flatMapMerge(1, group -> group.onEach(i -> delay(ofMillis(10))));
    assertThat(valuesOf(flow)).isEqualTo(AsyncFlow.range(1, 31).toList());
  }

  @Test
  void groupBy_whenAGroupFails_fails() {
    AsyncFlow<Integer> flow =
        EIGHT
            .groupBy(10, COMPLETE_OLDEST, i -> i % 10)
            .flatMapMerge(
                10,
                group ->
                    group.onEach(
                        i -> {
                          if (i == 13) {
                            throw boom;
                          }
                        }));
    assertThat(valuesBefore(boom, flow)).doesNotContain(13);
  }

  @Test
  void groupBy_whenAFullGroupFails_fails() {
    AsyncFlow<Integer> flow =
        AsyncFlow.range(1, 101)
            .groupBy(1, COMPLETE_OLDEST, i -> 0)
            .flatMapMerge(
                1,
                group ->
                    group.onEach(
                        i -> {
                          delay(ofMillis(100)); // by now, the buffer of the group is full
                          throw boom;
                        }));
    assertThat(valuesBefore(boom, flow)).isEmpty();
  }

  @Test
  void groupBy_ofAFlowThatFails_fails() {
    assertThat(valuesBefore(boom, regrouped(EIGHT.concatWith(AsyncFlow.failed(boom)))))
        .isSubsetOf(10, 11, 12, 13, 20, 23, 33, 30);
  }
}
