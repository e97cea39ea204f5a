package org.coroutines4j.testing.jox;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.testing.VirtualTime.runShuffled;
import static org.coroutines4j.testing.VirtualTime.runTest;
import static org.coroutines4j.testing.jox.Observed.valuesBefore;
import static org.coroutines4j.testing.jox.Observed.valuesOf;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.coroutines4j.channels.ReceiveChannel;
import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The cases of {@code FlowMapTest} of jox for {@code map}, {@code mapUsingEmit}, {@code flatMap},
 * {@code mapConcat}, {@code mapPar} and {@code mapParUnordered}. Here these are {@code map}, {@code
 * transform}, {@code flatMapConcat}, {@code mapConcurrent} and {@code mapConcurrentUnordered}.
 */
class FlowMapTest {
  private static final int STRESS = 100;
  private static final AsyncFlow<Integer> TEN = AsyncFlow.iterate(1, i -> i + 1).take(10);
  private static final List<Integer> DOUBLED = List.of(2, 4, 6, 8, 10, 12, 14, 16, 18, 20);

  private final RuntimeException boom = new RuntimeException("boom");
  private final List<String> trail = new ArrayList<>();

  @Test
  void map_emitsTheResults() {
    assertThat(valuesOf(AsyncFlow.of(1, 2, 3).map(Object::toString)))
        .containsExactly("1", "2", "3");
  }

  @Test
  void mapUsingEmit_emitsSeveralValuesForEach() {
    AsyncFlow<Integer> flow =
        AsyncFlow.of(1, 2, 3)
            .transform(
                (i, out) -> {
                  out.emit(i);
                  out.emit(i + 1);
                });
    assertThat(valuesOf(flow)).containsExactly(1, 2, 2, 3, 3, 4);
  }

  @Test
  void flatMap_concatenatesTheFlows() {
    assertThat(valuesOf(AsyncFlow.of(10, 20, 30).flatMapConcat(i -> AsyncFlow.of(i + 1, i + 2))))
        .containsExactly(11, 12, 21, 22, 31, 32);
  }

  @Test
  void flatMap_whenItsFunctionFails_fails() {
    AsyncFlow<Integer> flow =
        AsyncFlow.of(1, 2, 3)
            .flatMapConcat(
                i -> {
                  if (i == 2) {
                    throw boom;
                  }
                  return AsyncFlow.of(i * 2);
                });
    assertThat(valuesBefore(boom, flow)).containsExactly(2);
  }

  @Test
  void mapConcat_ofLists_emitsTheirElements() {
    AsyncFlow<List<String>> lists =
        AsyncFlow.of(List.of("a", "b", "c"), List.of("d", "e"), List.of("f"));
    assertThat(valuesOf(lists.flatMapConcat(AsyncFlow::fromIterable)))
        .containsExactly("a", "b", "c", "d", "e", "f");
  }

  @Test
  void mapConcat_ofWords_emitsTheirLetters() {
    AsyncFlow<Character> letters =
        AsyncFlow.of("ab", "cd")
            .flatMapConcat(
                word -> AsyncFlow.fromIterable(word.chars().mapToObj(c -> (char) c).toList()));
    assertThat(valuesOf(letters)).containsExactly('a', 'b', 'c', 'd');
  }

  @Test
  void mapConcat_ofEmptyLists_emitsNothingForThem() {
    AsyncFlow<List<String>> lists =
        AsyncFlow.<List<String>>of(List.of(), List.of("a"), List.of(), List.of("b", "c"));
    assertThat(valuesOf(lists.flatMapConcat(AsyncFlow::fromIterable)))
        .containsExactly("a", "b", "c");
  }

  @Test
  void mapConcat_whenItsFunctionFails_failsAfterTheValuesBefore() {
    AsyncFlow<List<String>> lists =
        AsyncFlow.of(List.of("a"), List.of("b", "c"), List.of("error here"));
    AsyncFlow<String> flow =
        lists.flatMapConcat(
            list -> {
              if (list.equals(List.of("error here"))) {
                throw boom;
              }
              return AsyncFlow.fromIterable(list);
            });
    assertThat(valuesBefore(boom, flow)).containsExactly("a", "b", "c");
  }

  /** Counts the calls that run concurrently. */
  private static final class Calls {
    private int running;
    private int most;

    int twice(int i) {
      running++;
      most = Math.max(most, running);
      delay(ofMillis(100));
      running--;
      return i * 2;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void mapPar_withALimit_runsThatManyCalls(int limit) {
    runTest(
        test -> {
          Calls calls = new Calls();
          assertThat(TEN.mapConcurrent(limit, calls::twice).toList()).isEqualTo(DOUBLED);
          assertThat(calls.most).isEqualTo(limit);
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void mapParUnordered_withALimit_runsThatManyCalls(int limit) {
    runTest(
        test -> {
          Calls calls = new Calls();
          assertThat(TEN.mapConcurrentUnordered(limit, calls::twice).toList())
              .containsExactlyInAnyOrderElementsOf(DOUBLED);
          assertThat(calls.most).isEqualTo(limit);
        });
  }

  private static int twiceAfterAWhile(int i) {
    delay(ofMillis(50));
    return i * 2;
  }

  @Test
  void mapPar_inAnyOrderOfTasks_keepsTheOrderOfValues() {
    AsyncFlow<Integer> flow = TEN.mapConcurrent(10, FlowMapTest::twiceAfterAWhile);
    runShuffled(STRESS, test -> assertThat(flow.toList()).isEqualTo(DOUBLED));
  }

  @Test
  void mapParUnordered_inAnyOrderOfTasks_emitsAll() {
    AsyncFlow<Integer> flow = TEN.mapConcurrentUnordered(10, FlowMapTest::twiceAfterAWhile);
    runShuffled(
        STRESS, test -> assertThat(flow.toList()).containsExactlyInAnyOrderElementsOf(DOUBLED));
  }

  /** Fails for 4 after 100 ms. Otherwise returns after 200 ms. */
  private int failForFour(int i) {
    if (i == 4) {
      delay(ofMillis(100));
      trail.add("exception");
      throw boom;
    }
    delay(ofMillis(200));
    trail.add("done");
    return i * 2;
  }

  @Test
  void mapPar_whenACallFails_cancelsTheOthers() {
    assertThat(valuesBefore(boom, TEN.mapConcurrent(2, this::failForFour))).containsExactly(2, 4);
    assertThat(trail).containsExactly("done", "done", "exception");
  }

  @Test
  void mapParUnordered_whenACallFails_cancelsTheOthers() {
    assertThat(valuesBefore(boom, TEN.mapConcurrentUnordered(2, this::failForFour)))
        .containsExactlyInAnyOrder(2, 4);
    assertThat(trail).containsExactly("done", "done", "exception");
  }

  @Test
  void mapParUnordered_whenItsScopeFails_cancelsTheOthers() {
    List<Integer> received = new ArrayList<>();
    runTest(
        test ->
            assertThatThrownBy(
                    () ->
                        taskScope()
                            .run(
                                scope -> {
                                  ReceiveChannel<Integer> results =
                                      TEN.mapConcurrentUnordered(2, this::failForFour)
                                          .produceIn(scope);
                                  results.forEach(received::add);
                                }))
                .isSameAs(boom));
    assertThat(received).containsExactlyInAnyOrder(2, 4);
    assertThat(trail).containsExactly("done", "done", "exception");
  }

  /** Fails immediately for values greater than 4. */
  private int failAfterFour(int i) {
    trail.add("started " + i);
    if (i > 4) {
      throw boom;
    }
    return i * 2;
  }

  @Test
  void mapPar_whenACallFails_failsAndStartsNoMore() {
    List<Integer> values = valuesBefore(boom, TEN.mapConcurrent(3, this::failAfterFour));
    assertThat(values).isEqualTo(DOUBLED.subList(0, values.size())).hasSizeLessThan(5);
    assertThat(trail).as("4 successful calls, and at most 3 more").hasSizeBetween(4, 7);
  }

  @Test
  void mapParUnordered_whenACallFails_failsAndStartsNoMore() {
    assertThat(valuesBefore(boom, TEN.mapConcurrentUnordered(3, this::failAfterFour)))
        .isSubsetOf(2, 4, 6, 8);
    assertThat(trail).as("at most 4 successful calls, and 3 more").hasSizeBetween(2, 7);
  }

  @Test
  void mapParUnordered_whenTheFlowFails_startsNoMore() {
    AsyncFlow<Integer> failing = AsyncFlow.of(1, 2, 3).concatWith(AsyncFlow.failed(boom));
    AsyncFlow<Integer> mapped =
        failing.mapConcurrentUnordered(
            2,
            i -> {
              delay(ofMillis(100));
              trail.add("" + i);
              return i * 2;
            });
    assertThat(valuesBefore(boom, mapped)).isSubsetOf(2, 4, 6);
    assertThat(Set.copyOf(trail)).isIn(Set.of("1"), Set.of("1", "2"), Set.of("1", "2", "3"));
  }

  @Test
  void mapParUnordered_emitsResultsAsSoonAsTheyAreReady() {
    Map<Integer, Integer> delays = Map.of(1, 100, 2, 10, 3, 50, 4, 500, 5, 200);
    AsyncFlow<Integer> flow =
        TEN.take(5)
            .mapConcurrentUnordered(
                5,
                i -> {
                  delay(ofMillis(delays.get(i)));
                  return i;
                });
    assertThat(valuesOf(flow)).containsExactly(2, 3, 1, 5, 4);
  }
}
