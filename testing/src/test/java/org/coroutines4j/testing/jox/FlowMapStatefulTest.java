package org.coroutines4j.testing.jox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.testing.jox.Observed.valuesBefore;
import static org.coroutines4j.testing.jox.Observed.valuesOf;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Test;

/**
 * The cases of {@code FlowMapTest} of jox for {@code mapStateful} and {@code mapStatefulConcat}.
 * The latter is {@code mapStateful} to lists here, followed by {@code flatMapConcat}.
 */
class FlowMapStatefulTest {
  private static final AsyncFlow<String> ABC = AsyncFlow.of("a", "b", "c");

  private final RuntimeException boom = new RuntimeException("boom");

  @Test
  void mapStatefulConcat_withASetAsState_removesDuplicates() {
    AsyncFlow<Integer> flow =
        AsyncFlow.of(1, 2, 2, 3, 2, 4, 3, 1, 5)
            .mapStateful(
                () -> new HashSet<Integer>(),
                (seen, x) -> {
                  List<Integer> results = seen.add(x) ? List.of(x) : List.of();
                  return Map.entry(seen, results);
                })
            .flatMapConcat(AsyncFlow::fromIterable);
    assertThat(valuesOf(flow)).containsExactly(1, 2, 3, 4, 5);
  }

  /** A word and how often it occurs in succession. */
  private record Run(String word, int count) {
    /** Returns this run, or nothing if it has not begun. */
    List<Run> begun() {
      return count == 0 ? List.of() : List.of(this);
    }
  }

  @Test
  void mapStatefulConcat_withARunAsState_countsSuccessiveWords() {
    AsyncFlow<Run> runs =
        AsyncFlow.of("apple", "apple", "apple", "banana", "orange", "orange", "apple")
            .<Run, List<Run>>mapStateful(
                () -> new Run("", 0),
                (run, word) ->
                    word.equals(run.word())
                        ? Map.entry(new Run(word, run.count() + 1), List.of())
                        : Map.entry(new Run(word, 1), run.begun()),
                Run::begun)
            .flatMapConcat(AsyncFlow::fromIterable);
    assertThat(valuesOf(runs))
        .containsExactly(
            new Run("apple", 3), new Run("banana", 1), new Run("orange", 2), new Run("apple", 1));
  }

  @Test
  void mapStatefulConcat_whenItsFunctionFails_fails() {
    AsyncFlow<String> flow =
        ABC.mapStateful(
                () -> 0,
                (index, s) -> {
                  if (index == 2) {
                    throw boom;
                  }
                  return Map.entry(index + 1, List.of(s));
                })
            .flatMapConcat(AsyncFlow::fromIterable);
    assertThat(valuesBefore(boom, flow)).containsExactly("a", "b");
  }

  @Test
  void mapStatefulConcat_whenItsLastFunctionFails_fails() {
    AsyncFlow<String> flow =
        ABC.mapStateful(
                () -> 0,
                (index, s) -> Map.entry(index + 1, List.of(s)),
                index -> {
                  throw boom;
                })
            .flatMapConcat(AsyncFlow::fromIterable);
    assertThat(valuesBefore(boom, flow)).containsExactly("a", "b", "c");
  }

  @Test
  void mapStateful_withACounterAsState_addsTheIndex() {
    AsyncFlow<Map.Entry<String, Integer>> flow =
        ABC.mapStateful(() -> 0, (index, s) -> Map.entry(index + 1, Map.entry(s, index)));
    assertThat(valuesOf(flow))
        .containsExactly(Map.entry("a", 0), Map.entry("b", 1), Map.entry("c", 2));
  }

  @Test
  void mapStateful_withASumAsState_emitsRunningTotals() {
    AsyncFlow<Integer> flow =
        AsyncFlow.of(1, 2, 3, 4, 5)
            .mapStateful(() -> 0, (sum, x) -> Map.entry(sum + x, sum), sum -> sum);
    assertThat(valuesOf(flow)).containsExactly(0, 1, 3, 6, 10, 15);
  }

  @Test
  void mapStateful_toAnotherType_emitsIt() {
    AsyncFlow<String> flow =
        AsyncFlow.of(1, 2, 3, 4, 5)
            .mapStateful(
                () -> 0,
                (sum, x) -> Map.entry(sum + x, Integer.toString(sum)),
                sum -> Integer.toString(sum));
    assertThat(valuesOf(flow)).containsExactly("0", "1", "3", "6", "10", "15");
  }

  @Test
  void mapStateful_whenItsFunctionFails_fails() {
    AsyncFlow<String> flow =
        ABC.mapStateful(
            () -> 0,
            (index, s) -> {
              if (index == 2) {
                throw boom;
              }
              return Map.entry(index + 1, s);
            });
    assertThat(valuesBefore(boom, flow)).containsExactly("a", "b");
  }

  @Test
  void mapStateful_whenItsLastFunctionFails_fails() {
    AsyncFlow<String> flow =
        ABC.mapStateful(
            () -> 0,
            (index, s) -> Map.entry(index + 1, s),
            index -> {
              throw boom;
            });
    assertThat(valuesBefore(boom, flow)).containsExactly("a", "b", "c");
  }
}
