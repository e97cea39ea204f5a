package org.coroutines4j.testing.kotlinx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.util.NoSuchElementException;
import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Test;

/**
 * The cases of kotlinx's {@code LastTest}, each also with a predicate that all values satisfy. In
 * Kotlin, {@code last} of a flow has no predicate.
 */
@SuppressWarnings("ReferenceEquality") // the flow emits this very object
class LastTest {
  @Test
  void last_returnsTheLastValue() {
    AsyncFlow<Integer> numbers = AsyncFlow.of(1, 2, 3);
    runTest(
        test -> {
          assertThat(numbers.last()).isEqualTo(3);
          assertThat(numbers.lastOrEmpty()).contains(3);
          assertThat(numbers.last(value -> true)).isEqualTo(3);
          assertThat(numbers.lastOrEmpty(value -> true)).contains(3);
        });
  }

  @Test
  void last_emptyFlow_throwsOrIsEmpty() {
    AsyncFlow<Integer> empty = AsyncFlow.empty();
    runTest(
        test -> {
          assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(empty::last);
          assertThat(empty.lastOrEmpty()).isEmpty();
          assertThatExceptionOfType(NoSuchElementException.class)
              .isThrownBy(() -> empty.last(value -> true));
          assertThat(empty.lastOrEmpty(value -> true)).isEmpty();
        });
  }

  @Test
  void last_valueThatCannotBeCompared_isReturned() {
    NeverCompared value = new NeverCompared();
    AsyncFlow<NeverCompared> flow = AsyncFlow.of(value);
    runTest(
        test -> {
          assertThat(flow.last() == value).isTrue();
          assertThat(flow.lastOrEmpty().orElseThrow() == value).isTrue();
          assertThat(flow.last(any -> true) == value).isTrue();
          assertThat(flow.lastOrEmpty(any -> true).orElseThrow() == value).isTrue();
        });
  }
}
