package org.coroutines4j.testing.kotlinx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.time.Duration;
import java.util.NoSuchElementException;
import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Test;

/**
 * The cases of kotlinx's {@code SingleTest}, each also with a predicate that all values satisfy. In
 * Kotlin, {@code single} of a flow has no predicate, and a second value is an {@code
 * IllegalArgumentException}.
 */
@SuppressWarnings("ReferenceEquality") // the flow emits this very object
class SingleTest {
  private final RuntimeException failure = new UnsupportedOperationException("broken");

  private static <T> void assertNoValue(AsyncFlow<T> flow) {
    assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(flow::single);
    assertThatExceptionOfType(NoSuchElementException.class)
        .isThrownBy(() -> flow.single(value -> true));
    assertThat(flow.singleOrEmpty()).isEmpty();
    assertThat(flow.singleOrEmpty(value -> true)).isEmpty();
  }

  private void assertFails(AsyncFlow<Integer> flow) {
    assertThatThrownBy(flow::single).isSameAs(failure);
    assertThatThrownBy(() -> flow.single(value -> true)).isSameAs(failure);
    assertThatThrownBy(flow::singleOrEmpty).isSameAs(failure);
    assertThatThrownBy(() -> flow.singleOrEmpty(value -> true)).isSameAs(failure);
  }

  @Test
  void single_oneValue_isReturned() {
    AsyncFlow<Long> flow = AsyncFlow.generate(out -> out.emit(239L));
    runTest(
        test -> {
          assertThat(flow.single()).isEqualTo(239L);
          assertThat(flow.single(value -> true)).isEqualTo(239L);
          assertThat(flow.singleOrEmpty()).contains(239L);
          assertThat(flow.singleOrEmpty(value -> true)).contains(239L);
        });
  }

  @Test
  void single_twoValues_throwsOrIsEmpty() {
    AsyncFlow<Long> flow =
        AsyncFlow.generate(
            out -> {
              out.emit(239L);
              out.emit(240L);
            });
    runTest(
        test -> {
          assertThatIllegalStateException().isThrownBy(flow::single);
          assertThatIllegalStateException().isThrownBy(() -> flow.single(value -> true));
          assertThat(flow.singleOrEmpty()).isEmpty();
          assertThat(flow.singleOrEmpty(value -> true)).isEmpty();
        });
  }

  @Test
  void single_generatorWithoutValues_throwsOrIsEmpty() {
    runTest(test -> assertNoValue(AsyncFlow.generate(out -> {})));
  }

  @Test
  void single_failure_isThrown() {
    runTest(
        test ->
            assertFails(
                AsyncFlow.generate(
                    out -> {
                      throw failure;
                    })));
  }

  @Test
  void single_failureAfterAValue_isThrown() {
    runTest(
        test ->
            assertFails(
                AsyncFlow.generate(
                    out -> {
                      out.emit(1);
                      throw failure;
                    })));
  }

  @Test
  void single_flowOfOneOrNoValue_isThatValue() {
    AsyncFlow<Integer> one = AsyncFlow.of(1);
    runTest(
        test -> {
          assertThat(one.single()).isEqualTo(1);
          assertThat(one.singleOrEmpty()).contains(1);
          assertNoValue(AsyncFlow.<Integer>of());
        });
  }

  @Test
  void single_valueThatCannotBeCompared_isReturned() {
    NeverCompared value = new NeverCompared();
    AsyncFlow<NeverCompared> flow = AsyncFlow.of(value);
    runTest(
        test -> {
          assertThat(flow.single() == value).isTrue();
          assertThat(flow.single(any -> true) == value).isTrue();
          assertThat(flow.singleOrEmpty().orElseThrow() == value).isTrue();
          assertThat(flow.singleOrEmpty(any -> true).orElseThrow() == value).isTrue();
        });
  }

  /** The second half of the original's {@code testBadClass}. */
  @Test
  void single_twoValuesThatCannotBePrinted_throws() {
    AsyncFlow<NeverCompared> two = AsyncFlow.of(new NeverCompared(), new NeverCompared());
    runTest(
        test -> {
          assertThatIllegalStateException().isThrownBy(two::single);
          assertThatIllegalStateException().isThrownBy(() -> two.single(any -> true));
        });
  }

  @Test
  void singleOrEmpty_secondValue_endsTheFlow() {
    AsyncFlow<Integer> endless =
        AsyncFlow.generate(
            out -> {
              out.emit(1);
              out.emit(2);
              delay(Duration.ofDays(1));
            });
    runTest(
        test -> {
          assertThat(endless.singleOrEmpty()).isEmpty();
          assertThat(endless.singleOrEmpty(value -> true)).isEmpty();
          assertThat(test.clock().elapsed()).isZero();
        });
  }
}
