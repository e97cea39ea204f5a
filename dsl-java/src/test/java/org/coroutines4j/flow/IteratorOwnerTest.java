package org.coroutines4j.flow;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeout;
import static org.coroutines4j.Async.withTimeoutOrEmpty;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Tasks;
import org.junit.jupiter.api.Test;

/**
 * Guards that an iterator belongs to the code that created it, not to the block that first asks it
 * for an element.
 */
class IteratorOwnerTest {
  private final AtomicInteger closed = new AtomicInteger();

  private final AsyncFlow<Integer> endless =
      AsyncFlow.generate(
          out -> {
            try {
              for (int i = 0; ; i++) {
                delay(ofMillis(20));
                out.emit(i);
              }
            } finally {
              closed.incrementAndGet();
            }
          });

  private void eachNextInATimeout() {
    try (AsyncIterator<Integer> iterator = endless.iterator()) {
      assertThat(withTimeoutOrEmpty(ofMillis(1), iterator::next)).isEmpty();
      assertThat(withTimeout(ofSeconds(9), () -> iterator.next())).isZero();
      assertThat(withTimeout(ofSeconds(9), () -> iterator.next())).isEqualTo(1);
      assertThat(closed).hasValue(0);
    }
    assertThat(closed).hasValue(1);
  }

  @Test
  void timeoutAroundTheFirstNext_doesNotEndTheFlow() {
    taskScope().run(scope -> eachNextInATimeout());
  }

  @Test
  void timeoutAroundTheFirstNext_outsideATask_doesNotEndTheFlow() {
    eachNextInATimeout();
  }

  @Test
  void iteratorOfACancelledTask_neverWaits() {
    taskScope()
        .run(
            scope -> {
              scope
                  .async(
                      () -> {
                        AsyncIterator<Integer> iterator = endless.iterator();
                        Tasks.current().cancel();
                        assertThatExceptionOfType(CancellationException.class)
                            .isThrownBy(iterator::hasNext);
                        assertThatExceptionOfType(CancellationException.class)
                            .isThrownBy(() -> nonCancellable(iterator::hasNext));
                        closed.set(7);
                        return 1;
                      })
                  .join();
              assertThat(closed).hasValue(7);
            });
  }

  @Test
  void threadThatMustNotWait_beginsNothing() {
    ExecutorService one = Executors.newSingleThreadExecutor();
    try {
      assertThatIllegalStateException()
          .isThrownBy(
              () ->
                  taskScope()
                      .run(
                          scope ->
                              scope
                                  .on(Dispatchers.from(one))
                                  .launch(() -> endless.iterator().next())))
          .withMessageContaining("must not wait");
    } finally {
      one.shutdown();
    }
    assertThat(closed).hasValue(0);
  }

  @Test
  void close_throwsTheFailureOfTheProducersFinally() {
    AsyncFlow<Integer> failing =
        AsyncFlow.generate(
            out -> {
              try {
                out.emit(1);
              } catch (CancellationException ended) {
                throw new IllegalStateException("cleanup", ended);
              }
            });
    AsyncIterator<Integer> iterator = failing.iterator();
    assertThat(iterator.next()).isEqualTo(1);
    assertThatIllegalStateException().isThrownBy(iterator::close).withMessage("cleanup");
    iterator.close();
    assertThat(iterator.hasNext()).isFalse();
  }
}
