package org.coroutines4j.testing.kotlinx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.testing.VirtualTime.runTest;

import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Test;

/** The cases of kotlinx's {@code CountTest}: {@code count} with and without a predicate. */
class CountTest {
  private final RuntimeException failure = new IllegalStateException("broken");

  private void assertFails(AsyncFlow<Integer> flow) {
    assertThatThrownBy(flow::count).isSameAs(failure);
    assertThatThrownBy(() -> flow.count(value -> false)).isSameAs(failure);
  }

  @Test
  void count_countsTheMatches() {
    AsyncFlow<Integer> flow = AsyncFlow.of(239, 240);
    runTest(
        test -> {
          assertThat(flow.count()).isEqualTo(2);
          assertThat(flow.count(value -> true)).isEqualTo(2);
          assertThat(flow.count(value -> value % 2 == 0)).isEqualTo(1);
          assertThat(flow.count(value -> false)).isZero();
        });
  }

  @Test
  void count_noValues_isZero() {
    AsyncFlow<Integer> flow = AsyncFlow.of();
    runTest(
        test -> {
          assertThat(flow.count()).isZero();
          assertThat(flow.count(value -> false)).isZero();
          assertThat(flow.count(value -> true)).isZero();
        });
  }

  @Test
  void count_failure_isThrown() {
    runTest(
        test ->
            assertFails(
                AsyncFlow.generate(
                    out -> {
                      throw failure;
                    })));
  }

  @Test
  void count_failureAfterAValue_isThrown() {
    runTest(
        test ->
            assertFails(
                AsyncFlow.generate(
                    out -> {
                      out.emit(1);
                      throw failure;
                    })));
  }
}
