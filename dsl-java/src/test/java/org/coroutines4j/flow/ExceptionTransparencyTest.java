package org.coroutines4j.flow;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.Async.delay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.coroutines4j.RetryPolicy;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Guards that operators that handle failures see upstream ones only. A downstream failure, of an
 * operator or the collector, passes through emit and is thrown by the collection unchanged.
 */
@Tag("exceptions")
class ExceptionTransparencyTest {
  private final IllegalStateException failure = new IllegalStateException("below");
  private final List<Throwable> caught = new ArrayList<>();
  private final AtomicInteger begun = new AtomicInteger();

  private final AsyncFlow<Integer> source =
      AsyncFlow.generate(
          out -> {
            begun.incrementAndGet();
            delay(ofMillis(1));
            out.emit(1);
            out.emit(2);
          });

  /** Each asks for the failures of what is above it, and would hide them. */
  private Map<String, UnaryOperator<AsyncFlow<Integer>>> guards() {
    Map<String, UnaryOperator<AsyncFlow<Integer>>> guards = new LinkedHashMap<>();
    guards.put("recover", f -> f.recover(t -> caught.add(t) ? -1 : -2));
    guards.put("recoverWith", f -> f.recoverWith(t -> AsyncFlow.of(caught.add(t) ? -1 : -2)));
    guards.put("retry", f -> f.retry(3));
    guards.put("retry, if", f -> f.retry(3, caught::add));
    guards.put("retry, policy", f -> f.retry(RetryPolicy.unlimited().retryIf(caught::add)));
    guards.put("retryWhen", f -> f.retryWhen((t, attempt) -> caught.add(t) && attempt < 3));
    guards.put("two", f -> f.retry(2, caught::add).map(n -> n).recover(t -> -1));
    return guards;
  }

  private Stream<DynamicTest> forEachGuard(UnaryOperator<AsyncFlow<Integer>> below) {
    return guards().entrySet().stream()
        .map(
            guard ->
                DynamicTest.dynamicTest(
                    guard.getKey(),
                    () -> {
                      begun.set(0);
                      caught.clear();
                      AsyncFlow<Integer> flow = below.apply(guard.getValue().apply(source));
                      assertThatThrownBy(() -> flow.collect(this::fail)).isSameAs(failure);
                      assertThat(caught).isEmpty();
                      assertThat(begun).hasValue(1);
                    }));
  }

  private void fail(int value) {
    delay(ofMillis(value)); // the answer to emit comes later, from another stack
    throw failure;
  }

  @TestFactory
  Stream<DynamicTest> failureOfTheCollector_isNotSeen() {
    return forEachGuard(flow -> flow);
  }

  @TestFactory
  Stream<DynamicTest> failureOfADownstreamOperator_isNotSeen() {
    return forEachGuard(flow -> flow.onEach(this::fail).map(n -> n + 1));
  }

  @TestFactory
  Stream<DynamicTest> failureDownstreamOfAnotherTask_isNotSeen() {
    return forEachGuard(flow -> flow.buffer(1));
  }

  @Test
  void upstreamFailure_isSeenOnce_asItIs() {
    assertThat(source.onEach(this::fail).recover(t -> caught.add(t) ? 7 : 8).toList())
        .containsExactly(7);
    assertThat(caught).hasSize(1);
    assertThat(caught.get(0)).isSameAs(failure);
    assertThat(
            source
                .onEach(this::fail)
                .retry(2, t -> t == failure)
                .recoverWith(t -> source.map(n -> t == failure ? n : -n))
                .toList())
        .containsExactly(1, 2);
    assertThat(begun).hasValue(1 + 3 + 1);
  }

  @Test
  void failureOfTheHandler_goesOnDown() {
    AsyncFlow<Integer> handled =
        source
            .onEach(this::fail)
            .recover(
                t -> {
                  throw new IllegalArgumentException("handler", t);
                });
    assertThatThrownBy(handled::toList).isInstanceOf(IllegalArgumentException.class);
    assertThat(handled.recover(t -> t.getCause() == failure ? 5 : 6).toList()).containsExactly(5);
  }

  /** As in kotlinx: it is told all ends, but cannot hide them. */
  @Test
  void onCompletion_isToldOfUpstreamAndDownstreamFailures() {
    List<Optional<Throwable>> ends = new ArrayList<>();
    assertThatThrownBy(() -> source.onCompletion(ends::add).collect(this::fail)).isSameAs(failure);
    assertThatThrownBy(() -> source.onEach(this::fail).onCompletion(ends::add).count())
        .isSameAs(failure);
    assertThat(ends).containsExactly(Optional.of(failure), Optional.of(failure));
  }

  @Test
  void failureOfOnCompletion_hasTheOther() {
    AsyncFlow<Integer> worse =
        source
            .onEach(this::fail)
            .onCompletion(
                end -> {
                  throw new IllegalArgumentException("worse");
                });
    assertThat(catchThrowable(worse::count))
        .isInstanceOf(IllegalArgumentException.class)
        .hasSuppressedException(failure);
  }
}
