package org.coroutines4j.runtime.coroutine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import kotlin.coroutines.EmptyCoroutineContext;
import org.coroutines4j.runtime.dispatch.ThreadSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A cancellation completes even if the interrupt or the hook that it sends fails. */
class FailingInterruptTest {
  private final CancellationException enough = new CancellationException("enough");

  private final Error noThread = new OutOfMemoryError("unable to create native thread");

  private final ThreadSource exhausted =
      new ThreadSource() {
        @Override
        public void start(@Nullable String name, Runnable code) {
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

  /** For example, the interrupt of a thread that blocks in a channel whose close throws. */
  @Test
  void failingInterrupt_cancelsChildrenAndReachesTheHandler() throws Exception {
    List<Throwable> uncaught = new ArrayList<>();
    boolean[] childCancelled = {false};
    Thread thread =
        new Thread(
            () ->
                CoroutineThreads.run(
                    coroutine -> {
                      JobFrame frame = coroutine.frame();
                      BlockCoroutine child =
                          new BlockCoroutine(EmptyCoroutineContext.INSTANCE, null);
                      child.attachTo(frame.job());
                      frame.interruptBy(
                          () -> {
                            throw noThread;
                          });
                      frame.job().cancel(enough);
                      frame.interruptBy(null); // waits until the interrupt has been sent
                      childCancelled[0] = child.isCancelled();
                      child.complete(null);
                    }));
    thread.setUncaughtExceptionHandler((t, thrown) -> uncaught.add(thrown));
    thread.start();
    thread.join();
    assertThat(childCancelled[0]).isTrue();
    assertThat(uncaught).containsExactly(noThread);
  }

  @Test
  void hookWithoutThread_isSuppressedOnTheCancellation() {
    assertThatThrownBy(
            () ->
                CoroutineThreads.run(
                    coroutine -> {
                      try {
                        CancellableBlockingCall.call(
                            coroutine, exhausted, () -> cancelAndFail(coroutine), () -> "never");
                      } catch (RuntimeException e) {
                        throw e;
                      } catch (Exception e) {
                        throw new AssertionError(e);
                      }
                    }))
        .isInstanceOf(CancellationException.class)
        .hasSuppressedException(noThread);
  }

  /** Stands for blocking code that fails by itself after the task was cancelled. */
  private Object cancelAndFail(CoroutineThread coroutine) {
    coroutine.frame().job().cancel(enough);
    throw new IllegalStateException("closed");
  }
}
