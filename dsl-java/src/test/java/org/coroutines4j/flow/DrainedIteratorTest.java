package org.coroutines4j.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.Async.taskScope;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicBoolean;
import org.coroutines4j.testkit.Poll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Guards that an iterator at the end of its flow takes no memory of the task that created it, even
 * if a block within that task has pulled.
 */
class DrainedIteratorTest {
  private static WeakReference<?> drain(int before) {
    AsyncIterator<Integer> iterator = AsyncFlow.of(1, 2, 3).iterator();
    for (int i = 1; i <= before; i++) {
      assertThat(iterator.next()).isEqualTo(i);
    }
    nonCancellable(
        () -> {
          for (int i = before + 1; iterator.hasNext(); i++) {
            assertThat(iterator.next()).isEqualTo(i);
          }
        });
    assertThat(iterator.hasNext()).isFalse();
    return new WeakReference<>(iterator);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void iteratorDrainedInABlock_isForgottenByItsOwner(int pulledBefore) {
    taskScope()
        .run(
            scope -> {
              WeakReference<?> iterator = drain(pulledBefore);
              Poll.until(
                  () -> {
                    System.gc();
                    return iterator.get() == null;
                  });
            });
  }

  /** As by the last call of {@code hasNext} without a block. */
  @Test
  void failureOfWhatALambdaLeftOpen_isThrownAtTheEnd() {
    AsyncFlow<Integer> broken =
        AsyncFlow.generate(
            out -> {
              try {
                out.emit(1);
              } finally {
                int unused = fail("cleanup");
              }
            });
    taskScope()
        .run(
            scope -> {
              AsyncIterator<Integer> iterator =
                  AsyncFlow.of(1, 2).map(n -> n == 1 ? broken.iterator().next() : n).iterator();
              assertThat(iterator.next()).isEqualTo(1);
              nonCancellable(
                  () -> {
                    assertThat(iterator.next()).isEqualTo(2);
                    assertThatIllegalStateException()
                        .isThrownBy(iterator::hasNext)
                        .withMessage("cleanup");
                    assertThat(iterator.hasNext()).isFalse();
                  });
              iterator.close();
            });
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void failureInABlock_endsWhatALambdaLeftOpen(boolean failsToEnd) {
    AtomicBoolean ended = new AtomicBoolean();
    AsyncFlow<Integer> open =
        AsyncFlow.generate(
            out -> {
              try {
                out.emit(0);
              } finally {
                ended.set(true);
                if (failsToEnd) {
                  int unused = fail("cleanup");
                }
              }
            });
    taskScope()
        .run(
            scope -> {
              AsyncIterator<Integer> iterator =
                  AsyncFlow.of(0, 1)
                      .map(n -> n == 0 ? open.iterator().next() : fail("first"))
                      .iterator();
              assertThat(iterator.next()).isZero();
              nonCancellable(
                  () ->
                      assertThatIllegalStateException()
                          .isThrownBy(iterator::hasNext)
                          .withMessage("first")
                          .satisfies(
                              e -> assertThat(e.getSuppressed()).hasSize(failsToEnd ? 1 : 0)));
              assertThat(ended).isTrue();
              assertThat(iterator.hasNext()).isFalse();
              iterator.close();
            });
  }

  private static int fail(String message) {
    throw new IllegalStateException(message);
  }
}
