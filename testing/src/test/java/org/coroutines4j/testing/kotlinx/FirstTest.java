package org.coroutines4j.testing.kotlinx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.function.ThrowingPredicate;
import org.junit.jupiter.api.Test;

/**
 * The cases of kotlinx's {@code FirstTest}: {@code first} and {@code firstOrEmpty} return the first
 * value, with and without a predicate, and cancel the tasks of the upstream flow.
 */
@SuppressWarnings("ReferenceEquality") // the flow emits this very object
class FirstTest {
  private final RuntimeException failure = new IllegalStateException("broken");
  private final List<String> log = new ArrayList<>();
  private final Channel<Integer> started = Channel.rendezvous();
  private final AsyncFlow<Integer> numbers = AsyncFlow.of(1, 2, 3);

  /** Emits 1 and 2 while a task of the flow, which sends to {@link #started}, waits. */
  private final AsyncFlow<Integer> withTask =
      AsyncFlow.generate(
          out ->
              taskScope()
                  .run(
                      scope -> {
                        scope.launch(this::hang);
                        out.emit(1);
                        out.emit(2);
                      }));

  private void hang() {
    started.send(0);
    try {
      delay(Duration.ofDays(10_000));
    } finally {
      log.add("cancelled");
    }
  }

  private ThrowingPredicate<Integer> onceStarted() {
    return value -> {
      started.receive();
      return true;
    };
  }

  private ThrowingPredicate<Integer> failingOnceStarted() {
    return value -> {
      started.receive();
      throw failure;
    };
  }

  @Test
  void first_returnsTheFirstValue() {
    runTest(test -> assertThat(numbers.first()).isEqualTo(1));
  }

  @Test
  void firstWithPredicate_returnsTheFirstMatch() {
    runTest(
        test -> {
          assertThat(numbers.first(value -> value > 0)).isEqualTo(1);
          assertThat(numbers.first(value -> value > 1)).isEqualTo(2);
          assertThatExceptionOfType(NoSuchElementException.class)
              .isThrownBy(() -> numbers.first(value -> value > 3));
        });
  }

  @Test
  void first_taskOfTheFlow_isCancelled() {
    runTest(test -> assertThat(withTask.first(onceStarted())).isEqualTo(1));
    assertThat(log).containsExactly("cancelled");
  }

  @Test
  void first_emptyFlow_throws() {
    AsyncFlow<Integer> empty = AsyncFlow.empty();
    runTest(
        test -> {
          assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(empty::first);
          assertThatExceptionOfType(NoSuchElementException.class)
              .isThrownBy(() -> empty.first(value -> true));
        });
  }

  @Test
  void first_predicateFails_cancelsTheUpstream() {
    runTest(
        test -> {
          assertThatThrownBy(() -> withTask.first(failingOnceStarted())).isSameAs(failure);
          assertThat(withTask.first()).isEqualTo(1);
        });
    assertThat(log).containsExactly("cancelled");
  }

  @Test
  void firstOrEmpty_returnsTheFirstValue() {
    runTest(test -> assertThat(numbers.firstOrEmpty()).contains(1));
  }

  @Test
  void firstOrEmptyWithPredicate_returnsTheFirstMatch() {
    runTest(
        test -> {
          assertThat(numbers.firstOrEmpty(value -> value > 0)).contains(1);
          assertThat(numbers.firstOrEmpty(value -> value > 1)).contains(2);
          assertThat(numbers.firstOrEmpty(value -> value > 3)).isEmpty();
        });
  }

  @Test
  void firstOrEmpty_taskOfTheFlow_isCancelled() {
    runTest(test -> assertThat(withTask.firstOrEmpty(onceStarted())).contains(1));
    assertThat(log).containsExactly("cancelled");
  }

  @Test
  void firstOrEmpty_emptyFlow_isEmpty() {
    AsyncFlow<Integer> empty = AsyncFlow.empty();
    runTest(
        test -> {
          assertThat(empty.firstOrEmpty()).isEmpty();
          assertThat(empty.firstOrEmpty(value -> true)).isEmpty();
        });
  }

  @Test
  void firstOrEmpty_predicateFails_cancelsTheUpstream() {
    runTest(
        test -> {
          assertThatThrownBy(() -> withTask.firstOrEmpty(failingOnceStarted())).isSameAs(failure);
          assertThat(withTask.firstOrEmpty()).contains(1);
        });
    assertThat(log).containsExactly("cancelled");
  }

  @Test
  void first_valueThatCannotBeCompared_isReturned() {
    NeverCompared value = new NeverCompared();
    AsyncFlow<NeverCompared> flow = AsyncFlow.of(value);
    runTest(
        test -> {
          assertThat(flow.first() == value).isTrue();
          assertThat(flow.firstOrEmpty().orElseThrow() == value).isTrue();
          assertThat(flow.first(any -> true) == value).isTrue();
          assertThat(flow.firstOrEmpty(any -> true).orElseThrow() == value).isTrue();
        });
  }
}
