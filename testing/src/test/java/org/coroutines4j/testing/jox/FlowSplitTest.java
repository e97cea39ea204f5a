package org.coroutines4j.testing.jox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.testing.jox.Observed.valuesBefore;

import java.util.List;
import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Test;

/** The cases of {@code FlowSplitTest} of jox: lists of the values between delimiters. */
class FlowSplitTest {
  private final RuntimeException broken = new RuntimeException("broken");

  /** Splits at zeros. */
  private static List<List<Integer>> split(Integer... values) {
    return AsyncFlow.of(values).split(x -> x == 0).toList();
  }

  /** Splits at two consecutive zeros. */
  private static List<List<Integer>> splitOn(Integer... values) {
    return AsyncFlow.of(values).splitOn(List.of(0, 0)).toList();
  }

  // split

  @Test
  void split_ofAnEmptyFlow_isEmpty() {
    assertThat(split()).isEmpty();
  }

  @Test
  void split_withoutDelimiters_emitsOneList() {
    assertThat(split(1, 2, 3)).containsExactly(List.of(1, 2, 3));
  }

  @Test
  void split_withADelimiterAtTheBeginning_beginsWithAnEmptyList() {
    assertThat(split(0, 1, 2, 3)).containsExactly(List.of(), List.of(1, 2, 3));
  }

  @Test
  void split_withADelimiterAtTheEnd_addsNoEmptyList() {
    assertThat(split(1, 2, 3, 0)).containsExactly(List.of(1, 2, 3));
  }

  @Test
  void split_withADelimiterInTheMiddle_emitsTwoLists() {
    assertThat(split(1, 2, 0, 3, 4)).containsExactly(List.of(1, 2), List.of(3, 4));
  }

  @Test
  void split_withSeveralDelimiters_emitsTheListsBetweenThem() {
    assertThat(AsyncFlow.range(0, 10).split(x -> x % 4 == 0).toList())
        .containsExactly(List.of(), List.of(1, 2, 3), List.of(5, 6, 7), List.of(9));
  }

  @Test
  void split_withAdjacentDelimiters_emitsAnEmptyListBetweenThem() {
    assertThat(split(1, 0, 0, 2, 3)).containsExactly(List.of(1), List.of(), List.of(2, 3));
  }

  @Test
  void split_ofDelimitersOnly_emitsAnEmptyListForEach() {
    assertThat(split(0, 0, 0)).containsExactly(List.of(), List.of(), List.of());
  }

  @Test
  void split_ofOneDelimiter_emitsAnEmptyList() {
    assertThat(split(0)).containsExactly(List.of());
  }

  @Test
  void split_ofOneOtherValue_emitsItsList() {
    assertThat(split(1)).containsExactly(List.of(1));
  }

  @Test
  void split_withTwoDelimitersAtTheBeginning_emitsTwoEmptyLists() {
    assertThat(split(0, 0, 1, 2)).containsExactly(List.of(), List.of(), List.of(1, 2));
  }

  @Test
  void split_withTwoDelimitersAtTheEnd_emitsOneEmptyList() {
    assertThat(split(1, 2, 0, 0)).containsExactly(List.of(1, 2), List.of());
  }

  @Test
  void split_ofStrings_atEqualOnes() {
    assertThat(AsyncFlow.of("a", ",", "b", "c", ",", "d").split(","::equals).toList())
        .containsExactly(List.of("a"), List.of("b", "c"), List.of("d"));
  }

  @Test
  void split_ofStrings_atThoseInUpperCase() {
    AsyncFlow<String> fruit = AsyncFlow.of("apple", "BANANA", "cherry", "DATES", "elderberry");
    assertThat(fruit.split(s -> s.chars().allMatch(Character::isUpperCase)).toList())
        .containsExactly(List.of("apple"), List.of("cherry"), List.of("elderberry"));
  }

  @Test
  void split_ofAFailedFlow_fails() {
    AsyncFlow<Integer> failed = AsyncFlow.failed(broken);
    assertThat(valuesBefore(broken, failed.split(x -> x == 0))).isEmpty();
  }

  @Test
  void split_ofTenThousandValues_emitsAHundredLists() {
    List<List<Integer>> lists = AsyncFlow.range(1, 10_001).split(x -> x % 100 == 0).toList();
    assertThat(lists).hasSize(100);
    assertThat(lists.get(0)).isEqualTo(AsyncFlow.range(1, 100).toList());
    assertThat(lists.get(1)).isEqualTo(AsyncFlow.range(101, 200).toList());
    assertThat(lists.get(99)).isEqualTo(AsyncFlow.range(9901, 10_000).toList());
  }

  // splitOn

  @Test
  void splitOn_ofAnEmptyFlow_isEmpty() {
    assertThat(splitOn()).isEmpty();
  }

  @Test
  void splitOn_withoutDelimiters_emitsOneList() {
    assertThat(splitOn(1, 2, 3, 4)).containsExactly(List.of(1, 2, 3, 4));
  }

  @Test
  void splitOn_withADelimiterAtTheBeginning_beginsWithAnEmptyList() {
    assertThat(splitOn(0, 0, 1, 2, 3)).containsExactly(List.of(), List.of(1, 2, 3));
  }

  @Test
  void splitOn_withADelimiterAtTheEnd_addsNoEmptyList() {
    assertThat(splitOn(1, 2, 3, 0, 0)).containsExactly(List.of(1, 2, 3));
  }

  @Test
  void splitOn_withTwoDelimiters_emitsTheListsBetweenThem() {
    assertThat(splitOn(1, 2, 0, 0, 3, 4, 0, 0, 5))
        .containsExactly(List.of(1, 2), List.of(3, 4), List.of(5));
  }

  @Test
  void splitOn_withAdjacentDelimiters_emitsAnEmptyListBetween() {
    assertThat(splitOn(1, 0, 0, 0, 0, 2, 3)).containsExactly(List.of(1), List.of(), List.of(2, 3));
  }

  @Test
  void splitOn_ofDelimitersOnly_emitsAnEmptyListForEach() {
    assertThat(splitOn(0, 0, 0, 0)).containsExactly(List.of(), List.of());
  }

  @Test
  void splitOn_ofOneDelimiter_emitsAnEmptyList() {
    assertThat(splitOn(0, 0)).containsExactly(List.of());
  }

  @Test
  void splitOn_ofOneOtherValue_emitsItsList() {
    assertThat(splitOn(1)).containsExactly(List.of(1));
  }

  @Test
  void splitOn_anEmptyDelimiter_emitsOneList() {
    assertThat(AsyncFlow.of(1, 2, 3, 4).splitOn(List.of()).toList())
        .containsExactly(List.of(1, 2, 3, 4));
  }

  @Test
  void splitOn_aDelimiterOfOneValue_splitsAtEach() {
    assertThat(AsyncFlow.of(1, 0, 2, 3, 0, 4).splitOn(List.of(0)).toList())
        .containsExactly(List.of(1), List.of(2, 3), List.of(4));
  }

  @Test
  void splitOn_aDelimiterOfThreeValues_splitsAtEach() {
    assertThat(AsyncFlow.of(1, 2, 9, 8, 7, 3, 4, 9, 8, 7, 5).splitOn(List.of(9, 8, 7)).toList())
        .containsExactly(List.of(1, 2), List.of(3, 4), List.of(5));
  }

  @Test
  void splitOn_ofStrings_splitsAtEqualOnes() {
    assertThat(
            AsyncFlow.of("a", "b", "--", "--", "c", "d", "--", "--", "e")
                .splitOn(List.of("--", "--"))
                .toList())
        .containsExactly(List.of("a", "b"), List.of("c", "d"), List.of("e"));
  }

  @Test
  void splitOn_aDelimiterThatCouldOverlap_splitsAtEach() {
    assertThat(AsyncFlow.of(1, 0, 1, 0, 1, 2, 3).splitOn(List.of(0, 1)).toList())
        .containsExactly(List.of(1), List.of(), List.of(2, 3));
  }

  @Test
  void splitOn_ofAFailedFlow_fails() {
    AsyncFlow<Integer> failed = AsyncFlow.failed(broken);
    assertThat(valuesBefore(broken, failed.splitOn(List.of(0, 0)))).isEmpty();
  }

  @Test
  void splitOn_ofAThousandValues_emitsTenLists() {
    AsyncFlow<Integer> values =
        AsyncFlow.range(1, 1001)
            .flatMapConcat(i -> i % 100 == 0 ? AsyncFlow.of(i, -1, -1) : AsyncFlow.of(i));
    List<List<Integer>> lists = values.splitOn(List.of(-1, -1)).toList();
    assertThat(lists).hasSize(10).allMatch(list -> list.size() == 100);
    assertThat(lists.get(0)).isEqualTo(AsyncFlow.range(1, 101).toList());
  }
}
