package org.coroutines4j.testing.jox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.testing.jox.Observed.valuesBefore;

import java.util.List;
import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Test;

/**
 * The cases of {@code FlowSlidingTest} of jox in which the last list is complete. Here, an
 * incomplete list is dropped.
 */
class FlowSlidingTest {
  private static List<List<Integer>> sliding(int values, int size, int step) {
    return AsyncFlow.range(1, values + 1).sliding(size, step).toList();
  }

  @Test
  void sliding_ofTwo_byOne() {
    assertThat(sliding(4, 2, 1)).containsExactly(List.of(1, 2), List.of(2, 3), List.of(3, 4));
  }

  @Test
  void sliding_ofThree_byOne() {
    assertThat(sliding(5, 3, 1))
        .containsExactly(List.of(1, 2, 3), List.of(2, 3, 4), List.of(3, 4, 5));
  }

  @Test
  void sliding_ofOne_byTwo() {
    assertThat(sliding(5, 1, 2)).containsExactly(List.of(1), List.of(3), List.of(5));
  }

  @Test
  void sliding_ofTwo_byThree() {
    assertThat(sliding(6, 2, 3)).containsExactly(List.of(1, 2), List.of(4, 5));
  }

  @Test
  void sliding_ofAFailedFlow_fails() {
    RuntimeException broken = new RuntimeException("broken");
    assertThat(valuesBefore(broken, AsyncFlow.failed(broken).sliding(1, 2))).isEmpty();
  }
}
