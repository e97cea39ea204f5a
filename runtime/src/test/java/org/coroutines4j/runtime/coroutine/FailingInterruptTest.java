package org.coroutines4j.runtime.coroutine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import kotlin.coroutines.EmptyCoroutineContext;
import org.coroutines4j.runtime.dispatch.Threads;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What interrupts a body may fail: the cancellation goes on all the same. */
class FailingInterruptTest {
  private final CancellationException enough = new CancellationException("enough");

  private final Error noThread = new OutOfMemoryError("unable to create native thread");

  private final Threads exhausted =
      new Threads() {
        @Override
        public void start(@Nullable String name, Runnable body) {
          throw noThread;
        }

        @Override
        public boolean wantsNames() {
          return false;
        }

        @Override
        public long live() {
          return 0;
        }
      };

  /** So does the interrupt of a thread that uses a channel whose close throws. */
  @Test
  void interruptThatThrows_stillCancelsTheChildren_andIsToldToTheThread() throws Exception {
    List<Throwable> told = new ArrayList<>();
    boolean[] childCancelled = {false};
    Thread thread =
        new Thread(
            () ->
                CoroutineThreads.run(
                    body -> {
                      JobFrame frame = body.frame();
                      BlockCoroutine child =
                          new BlockCoroutine(EmptyCoroutineContext.INSTANCE, null);
                      child.attachTo(frame.job());
                      frame.interruptBy(
                          () -> {
                            throw noThread;
                          });
                      frame.job().cancel(enough);
                      frame.interruptBy(null); // waits while the interrupt is being sent
                      childCancelled[0] = child.isCancelled();
                      child.complete(null);
                    }));
    thread.setUncaughtExceptionHandler((t, thrown) -> told.add(thrown));
    thread.start();
    thread.join();
    assertThat(childCancelled[0]).isTrue();
    assertThat(told).containsExactly(noThread);
  }

  @Test
  void hookWithoutAThread_endsWithTheCancellation_whichTellsWhy() {
    assertThatThrownBy(
            () ->
                CoroutineThreads.run(
                    body -> {
                      try {
                        CancellableBlockingCall.call(
                            body, exhausted, () -> fail(body), () -> "never");
                      } catch (RuntimeException e) {
                        throw e;
                      } catch (Exception e) {
                        throw new AssertionError(e);
                      }
                    }))
        .isInstanceOf(CancellationException.class)
        .hasSuppressedException(noThread);
  }

  /** Blocking code that ends by itself, after the task was cancelled. */
  private Object fail(CoroutineThread body) {
    body.frame().job().cancel(enough);
    throw new IllegalStateException("closed");
  }
}
