package org.coroutines4j.testing.jox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.testing.jox.Observed.valuesOf;

import java.util.List;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.AsyncFlow.Indexed;
import org.junit.jupiter.api.Test;

/** The cases of {@code FlowZipTest} of jox. Its {@code zipWithIndex} is {@code withIndex} here. */
class FlowZipTest {
  private static List<String> zipAll(AsyncFlow<Integer> flow, AsyncFlow<String> other) {
    return valuesOf(flow.zipAll(other, -1, "foo", (n, s) -> n + s));
  }

  @Test
  void zipWithIndex_ofAnEmptyFlow_isEmpty() {
    assertThat(valuesOf(AsyncFlow.<Integer>empty().withIndex())).isEmpty();
  }

  @Test
  void zipWithIndex_countsFromZero() {
    assertThat(valuesOf(AsyncFlow.of(1, 2, 3, 4, 5).withIndex()))
        .containsExactly(
            new Indexed<>(0, 1),
            new Indexed<>(1, 2),
            new Indexed<>(2, 3),
            new Indexed<>(3, 4),
            new Indexed<>(4, 5));
  }

  @Test
  void zipAll_ofTwoEmptyFlows_isEmpty() {
    assertThat(zipAll(AsyncFlow.empty(), AsyncFlow.empty())).isEmpty();
  }

  @Test
  void zipAll_withAnEmptyFlow_usesTheOtherDefault() {
    assertThat(zipAll(AsyncFlow.of(1), AsyncFlow.empty())).containsExactly("1foo");
  }

  @Test
  void zipAll_ofAnEmptyFlow_usesItsDefault() {
    assertThat(zipAll(AsyncFlow.empty(), AsyncFlow.of("a"))).containsExactly("-1a");
  }

  @Test
  void zipAll_ofEqualLengths_needsNoDefault() {
    assertThat(zipAll(AsyncFlow.of(1, 2), AsyncFlow.of("a", "b"))).containsExactly("1a", "2b");
  }

  @Test
  void zipAll_withAShorterFlow_usesTheOtherDefault() {
    assertThat(zipAll(AsyncFlow.of(1, 2, 3), AsyncFlow.of("a")))
        .containsExactly("1a", "2foo", "3foo");
  }

  @Test
  void zipAll_withALongerFlow_usesTheDefaultOfThisFlow() {
    assertThat(zipAll(AsyncFlow.of(1), AsyncFlow.of("a", "b", "c")))
        .containsExactly("1a", "-1b", "-1c");
  }

  @Test
  void zip_endsWithTheShorterFlow() {
    AsyncFlow<Integer> four = AsyncFlow.of(1, 2, 3, 0);
    assertThat(valuesOf(four.zip(AsyncFlow.of(4, 5, 6), (a, b) -> List.of(a, b))))
        .containsExactly(List.of(1, 4), List.of(2, 5), List.of(3, 6));
  }
}
