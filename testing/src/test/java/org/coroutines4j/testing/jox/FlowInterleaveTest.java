package org.coroutines4j.testing.jox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.flow.Ending.WITH_ALL;
import static org.coroutines4j.flow.Ending.WITH_FIRST;
import static org.coroutines4j.testing.jox.Observed.valuesOf;

import java.util.List;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.Ending;
import org.junit.jupiter.api.Test;

/**
 * The cases of {@code FlowInterleaveTest} of jox. Its flag for eager completion is {@link Ending}
 * here. The size of its buffers has no counterpart.
 */
class FlowInterleaveTest {
  private static final AsyncFlow<Integer> ODD = AsyncFlow.of(1, 3, 5);
  private static final AsyncFlow<Integer> EVEN = AsyncFlow.of(2, 4, 6, 8, 10, 12);
  private static final AsyncFlow<Integer> TENS = AsyncFlow.of(10, 20, 30, 40);

  private static List<Integer> interleaved(
      AsyncFlow<Integer> a, AsyncFlow<Integer> b, int segment, Ending ending) {
    return valuesOf(AsyncFlow.interleave(List.of(a, b), segment, ending));
  }

  @Test
  void interleave_withAnEmptyFlow_isTheFlow() {
    assertThat(interleaved(AsyncFlow.of(1, 2, 3), AsyncFlow.empty(), 1, WITH_ALL))
        .containsExactly(1, 2, 3);
  }

  @Test
  void interleave_bySegmentsOfOne_alternates() {
    assertThat(interleaved(ODD, AsyncFlow.of(2, 4, 6), 1, WITH_ALL))
        .containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void interleave_ofDifferentLengths_appendsTheRest() {
    assertThat(interleaved(ODD, EVEN, 1, WITH_ALL)).containsExactly(1, 2, 3, 4, 5, 6, 8, 10, 12);
  }

  @Test
  void interleave_withDefaults_alternatesAndAppendsTheRest() {
    assertThat(valuesOf(ODD.interleaveWith(EVEN))).containsExactly(1, 2, 3, 4, 5, 6, 8, 10, 12);
  }

  @Test
  void interleave_bySegmentsOfTwo_alternates() {
    assertThat(interleaved(AsyncFlow.of(1, 2, 3, 4), TENS, 2, WITH_ALL))
        .containsExactly(1, 2, 10, 20, 3, 4, 30, 40);
  }

  @Test
  void interleave_bySegmentsOfTwo_appendsTheRest() {
    assertThat(interleaved(AsyncFlow.range(1, 8), TENS, 2, WITH_ALL))
        .containsExactly(1, 2, 10, 20, 3, 4, 30, 40, 5, 6, 7);
  }

  @Test
  void interleave_untilTheFirstEnd_dropsTheRest() {
    assertThat(interleaved(ODD, EVEN, 1, WITH_FIRST)).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void interleave_ofAnEmptyFlow_untilTheFirstEnd_isEmpty() {
    assertThat(interleaved(AsyncFlow.empty(), AsyncFlow.of(1, 2, 3), 1, WITH_FIRST)).isEmpty();
  }

  @Test
  void interleave_withAnEmptyFlow_untilTheFirstEnd_emitsOne() {
    assertThat(interleaved(AsyncFlow.of(1, 2, 3), AsyncFlow.empty(), 1, WITH_FIRST))
        .containsExactly(1);
  }

  @Test
  void interleave_ofEqualLengths_untilTheFirstEnd_emitsAll() {
    assertThat(interleaved(AsyncFlow.of(1, 2, 3), AsyncFlow.of(10, 20, 30), 1, WITH_FIRST))
        .containsExactly(1, 10, 2, 20, 3, 30);
  }
}
