package org.coroutines4j.flow;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.delay;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.coroutines4j.function.ThrowingConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Guards what a generator may do with the exception by which emit tells it that its collector has
 * ended.
 */
@Tag("exceptions")
class GeneratorFailureTest {
  private final IllegalStateException failure = new IllegalStateException("collector");
  private final List<Object> log = new ArrayList<>();

  /** Emits 1 and 2, and gives what emit throws to {@code handler}. */
  private AsyncFlow<Integer> generator(ThrowingConsumer<Throwable> handler) {
    return AsyncFlow.generate(
        out -> {
          try {
            out.emit(1);
            out.emit(2);
          } catch (Throwable t) {
            handler.accept(t);
          } finally {
            delay(ofMillis(1));
            log.add("closed");
          }
        });
  }

  private void fail(int value) {
    delay(ofMillis(value));
    throw failure;
  }

  @Test
  void failureOfTheCollector_comesOutOfEmit_asTheSameObject() {
    assertThatThrownBy(() -> generator(log::add).collect(this::fail)).isSameAs(failure);
    assertThat(log).containsExactly(failure, "closed");
  }

  @Test
  void errorOfTheCollector_isNoDifferent() {
    Error error = new AssertionError("collector");
    assertThatThrownBy(
            () ->
                generator(log::add)
                    .map(n -> n)
                    .collect(
                        n -> {
                          throw error;
                        }))
        .isSameAs(error);
    assertThat(log).containsExactly(error, "closed");
  }

  @Test
  void otherExceptionForIt_isThrown_andNotRecovered() {
    AsyncFlow<Integer> translating =
        generator(
            t -> {
              throw new IllegalArgumentException("translated", t);
            });
    assertThatIllegalArgumentException()
        .isThrownBy(() -> translating.recover(t -> -1).collect(this::fail))
        .withMessage("translated")
        .withCause(failure);
    assertThat(log).containsExactly("closed");
  }

  @Test
  void earlyEnd_isACancellation_thatMayBeCaught() {
    AsyncFlow<Integer> catching = generator(log::add);
    assertThat(catching.first()).isEqualTo(1);
    assertThat(catching.take(1).toList()).containsExactly(1);
    assertThat(catching.any(n -> n == 1)).isTrue();
    assertThat(log).hasSize(6).filteredOn(CancellationException.class::isInstance).hasSize(3);
  }

  @Test
  void emitAfterTheEarlyEnd_isRefused() {
    AsyncFlow<Integer> stubborn =
        AsyncFlow.generate(
            out -> {
              for (int i = 0; i < 3; i++) {
                try {
                  out.emit(i);
                } catch (CancellationException e) {
                  log.add(i);
                }
              }
            });
    assertThatIllegalStateException()
        .isThrownBy(stubborn::first)
        .withMessageContaining("must let through");
    assertThat(log).containsExactly(0);
  }

  @Test
  void cleanupThatFails_atTheEarlyEnd_isThrown() {
    AsyncFlow<Integer> broken =
        AsyncFlow.generate(
            out -> {
              try {
                out.emit(1);
              } finally {
                fail(1);
              }
            });
    assertThatThrownBy(broken::first).isSameAs(failure);
    assertThatThrownBy(broken.take(1)::toList).isSameAs(failure);
    assertThatThrownBy(() -> broken.takeWhile(n -> n > 1).count()).isSameAs(failure);
    assertThat(broken.recover(t -> t == failure ? 5 : 6).toList()).containsExactly(1, 5);
  }
}
