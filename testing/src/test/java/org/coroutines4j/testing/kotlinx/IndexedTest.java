package org.coroutines4j.testing.kotlinx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.AsyncFlow.Indexed;
import org.junit.jupiter.api.Test;

/** The cases of kotlinx's {@code IndexedTest}: {@code withIndex} and {@code collectIndexed}. */
class IndexedTest {
  @Test
  void withIndex_countsFromZero() {
    runTest(
        test ->
            assertThat(AsyncFlow.of(3, 2, 1).withIndex().toList())
                .containsExactly(new Indexed<>(0, 3), new Indexed<>(1, 2), new Indexed<>(2, 1)));
  }

  @Test
  void withIndex_emptyFlow_isEmpty() {
    runTest(test -> assertThat(AsyncFlow.<Integer>empty().withIndex().toList()).isEmpty());
  }

  @Test
  void collectIndexed_countsFromZero() {
    List<Indexed<Long>> seen = new ArrayList<>();
    runTest(
        test ->
            AsyncFlow.of(3L, 2L, 1L)
                .collectIndexed((index, value) -> seen.add(new Indexed<>(index, value))));
    assertThat(seen)
        .containsExactly(new Indexed<>(0, 3L), new Indexed<>(1, 2L), new Indexed<>(2, 1L));
  }

  @Test
  void collectIndexed_emptyFlow_neverCallsTheAction() {
    List<String> log = new ArrayList<>();
    AsyncFlow<Integer> flow = AsyncFlow.generate(out -> log.add("upstream"));
    runTest(test -> flow.collectIndexed((index, value) -> log.add("got " + value)));
    assertThat(log).containsExactly("upstream");
  }
}
