package org.coroutines4j.asyncio;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.asyncio.Where.letOthersRun;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.coroutines4j.Outcome;
import org.coroutines4j.Task;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.AsyncIterator;
import org.junit.jupiter.api.Test;

/**
 * Restates what CPython's {@code test_asyncgen} requires of async generators and of loops over
 * them.
 */
class AsyncioAsyncGenTest {
  private final List<String> log = new ArrayList<>(); // one at a time, so that it needs no lock

  /** Endless; its cleanup waits. */
  private final AsyncFlow<Integer> ones =
      AsyncFlow.generate(
          out -> {
            try {
              while (true) {
                out.emit(1);
              }
            } finally {
              nonCancellable(() -> delay(ofMillis(1)));
              nonCancellable(() -> delay(ofMillis(1)));
              log.add("done");
            }
          });

  private static AsyncFlow<Integer> arange(int n) {
    return AsyncFlow.generate(
        out -> {
          for (int i = 0; i < n; i++) {
            delay(ofMillis(1));
            out.emit(i);
          }
        });
  }

  @Test
  void test_async_gen_asyncio_anext_04_afterTheEndItStaysEnded() {
    AsyncFlow<Integer> four =
        AsyncFlow.generate(
            out -> {
              out.emit(1);
              delay(ofMillis(1));
              out.emit(2);
              out.emit(3);
              delay(ofMillis(1));
              out.emit(4);
            });
    AsyncIterator<Integer> iterator = four.iterator();
    for (int i = 1; i <= 4; i++) {
      assertThat(iterator.next()).isEqualTo(i);
    }
    assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(iterator::next);
    assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(iterator::next);
    assertThat(iterator.hasNext()).isFalse();
  }

  @Test
  void test_async_gen_aclose_twice_with_different_coros_isAllowed() {
    Where.EVENT_LOOP.run(
        scope -> {
          AsyncIterator<Integer> iterator = ones.iterator();
          iterator.close(); // it never began
          scope.launch(iterator::close).await();
          assertThat(log).isEmpty();
          AsyncIterator<Integer> begun = ones.iterator();
          assertThat(begun.next()).isEqualTo(1);
          begun.close();
          scope.launch(begun::close).await();
          assertThat(log).containsExactly("done");
        });
  }

  @Test
  void test_asend_send_already_running_isRefused() {
    Where.EVENT_LOOP.run(
        scope -> {
          Gate gate = new Gate();
          AsyncFlow<Integer> waiting =
              AsyncFlow.generate(
                  out -> {
                    gate.await();
                    out.emit(1);
                  });
          try (AsyncIterator<Integer> iterator = waiting.iterator()) {
            Task<Integer> first = scope.async(iterator::next);
            letOthersRun();
            assertThatIllegalStateException()
                .isThrownBy(iterator::next)
                .withMessageContaining("another task");
            gate.open();
            assertThat(first.await()).isEqualTo(1);
          }
        });
  }

  /** Nothing depends on the garbage collector: it is closed when the task ends that iterates it. */
  @Test
  void test_async_gen_asyncio_gc_aclose_09_closedWithoutGc() {
    Where.EVENT_LOOP.run(
        scope -> {
          Task<Integer> task =
              scope.async(
                  () -> {
                    AsyncIterator<Integer> iterator = ones.iterator();
                    return iterator.next() + iterator.next();
                  });
          assertThat(task.await()).isEqualTo(2);
          assertThat(log).containsExactly("done");
        });
  }

  /** There the loop closes them when it is shut down; here they end before the task does. */
  @Test
  void test_async_gen_asyncio_shutdown_01_cancelledLoopsCloseTheirs() {
    AsyncFlow<Integer> waiter =
        AsyncFlow.generate(
            out -> {
              try {
                Gate.sleep();
                out.emit(1);
              } finally {
                nonCancellable(() -> delay(ofMillis(1)));
                log.add("finalized");
              }
            });
    Where.EVENT_LOOP.run(
        scope -> {
          Task<?> one = scope.launch(() -> waiter.iterator().forEachRemaining(n -> log.add("no")));
          Task<?> two = scope.launch(() -> waiter.iterator().forEachRemaining(n -> log.add("no")));
          letOthersRun();
          one.cancel();
          two.cancel();
          assertThat(one.awaitOutcome()).isInstanceOf(Outcome.Cancelled.class);
          assertThat(two.awaitOutcome()).isInstanceOf(Outcome.Cancelled.class);
          assertThat(log).containsExactly("finalized", "finalized");
        });
  }

  @Test
  void test_async_gen_asyncio_shutdown_exception_01_failureNotLost() {
    AsyncFlow<Integer> broken =
        AsyncFlow.generate(
            out -> {
              try {
                out.emit(1);
                out.emit(2);
              } finally {
                throwBroken();
              }
            });
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> {
              try (AsyncIterator<Integer> iterator = broken.iterator()) {
                log.add("got " + iterator.next());
              }
            })
        .withMessage("cleanup");
    assertThat(log).containsExactly("got 1");
  }

  private static void throwBroken() {
    throw new IllegalArgumentException("cleanup");
  }

  @Test
  void test_async_gen_expression_01_mapsAsItIsPulled() {
    List<Integer> doubled = new ArrayList<>();
    for (int n : arange(10).map(i -> i * 2)) {
      doubled.add(n);
    }
    assertThat(doubled).containsExactly(0, 2, 4, 6, 8, 10, 12, 14, 16, 18);
  }

  @Test
  void test_async_gen_expression_02_mayAwaitInItsCondition() {
    assertThat(
            AsyncFlow.range(0, 10)
                .filter(
                    i -> {
                      delay(ofMillis(1));
                      return i > 0;
                    })
                .map(i -> i * 2)
                .toList())
        .containsExactly(2, 4, 6, 8, 10, 12, 14, 16, 18);
  }
}
