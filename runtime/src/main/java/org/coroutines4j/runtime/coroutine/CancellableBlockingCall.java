package org.coroutines4j.runtime.coroutine;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.coroutines4j.runtime.dispatch.ThreadSource;
import org.jspecify.annotations.Nullable;

/**
 * A blocking call that an interrupt does not stop, with a hook that stops it. If the coroutine is
 * cancelled while the call runs, the hook is called once, on a helper thread, in place of the
 * interrupt. If the coroutine is cancelled before the call begins, neither the call nor the hook
 * runs: the hook might wait for the end of a call that never began.
 *
 * <p>Such calls nest: a cancellation calls the hooks of all of them, the innermost first.
 */
public final class CancellableBlockingCall {
  /*
   * state             meaning                             moved on by
   * NEW               the call has not begun              the caller, to CALLING; the canceller, to CANCELLED_BEFORE
   * CALLING           the call runs, or has ended         the canceller, to FIRED
   * CANCELLED_BEFORE  the call never begins               -
   * FIRED             the hook has been asked to run      -
   */
  private enum State {
    NEW,
    CALLING,
    CANCELLED_BEFORE,
    FIRED
  }

  private final ThreadSource threads;
  private final Callable<?> onCancel;
  private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable Throwable failure;

  /** The handler of the call around this one; written before this one can be called. */
  private @Nullable Runnable enclosing;

  private CancellableBlockingCall(ThreadSource threads, Callable<?> onCancel) {
    this.threads = threads;
    this.onCancel = onCancel;
  }

  /**
   * Calls {@code call} on the current thread, which releases its permit meanwhile, and returns its
   * value. {@code onCancel} runs on a pooled platform thread. When this returns, the hook is not
   * running. A cancellation point.
   *
   * @throws CancellationException if the coroutine is cancelled before the call begins; or if the
   *     hook was called and {@code call} threw, with that exception and a failure of the hook as
   *     suppressed ones
   * @throws Exception if {@code call} throws and the hook was not called
   */
  public static @Nullable Object call(
      CoroutineThread coroutine, Callable<? extends @Nullable Object> call, Callable<?> onCancel)
      throws Exception {
    // on a platform thread, since the calls to stop may block all carriers
    return call(coroutine, ThreadSource.pooled(), call, onCancel);
  }

  /**
   * As {@link #call(CoroutineThread, Callable, Callable)}, but runs the hook on {@code threads}.
   */
  static @Nullable Object call(
      CoroutineThread coroutine,
      ThreadSource threads,
      Callable<? extends @Nullable Object> call,
      Callable<?> onCancel)
      throws Exception {
    CancellableBlockingCall hook = new CancellableBlockingCall(threads, onCancel);
    JobFrame frame = coroutine.frame();
    hook.enclosing = frame.interruptHandler();
    frame.interruptBy(hook::fire);
    boolean released = false;
    try {
      frame.ensureActive(); // a cancellation from here on calls fire
      released = coroutine.releasePermit();
      if (!hook.state.compareAndSet(State.NEW, State.CALLING)) {
        throw frame.tellCancellation();
      }
      return call.call();
    } catch (Throwable t) {
      frame.interruptBy(hook.enclosing);
      if (hook.state.get() == State.FIRED) {
        throw hook.cancelled(frame, t);
      }
      throw t;
    } finally {
      frame.interruptBy(hook.enclosing);
      hook.awaitEnd();
      if (hook.state.get() != State.CALLING) {
        // the cancellation sent no interrupt, so no later exception is the answer to one
        frame.acknowledgeCancellation();
      }
      if (released) {
        coroutine.acquirePermit();
      }
    }
  }

  private void fire() {
    if (!state.compareAndSet(State.NEW, State.CANCELLED_BEFORE)) {
      state.set(State.FIRED);
      try {
        threads.start(null, this::run);
      } catch (Throwable t) { // such as OutOfMemoryError: unable to create native thread
        failure = t;
        ended.countDown();
      }
    }
    if (enclosing != null) {
      enclosing.run();
    }
  }

  private void run() {
    try {
      onCancel.call();
    } catch (Throwable t) {
      failure = t;
    } finally {
      ended.countDown();
    }
  }

  /**
   * Returns the cancellation. Any exception of the call counts as its answer to the hook, and is
   * suppressed on the cancellation, as is a failure of the hook.
   */
  private CancellationException cancelled(JobFrame frame, Throwable answer) {
    awaitEnd();
    CancellationException cancelled = frame.tellCancellation();
    cancelled.addSuppressed(answer);
    Throwable failed = failure;
    if (failed != null && failed != answer) {
      cancelled.addSuppressed(failed);
    }
    return cancelled;
  }

  /** Waits until a hook that was called has ended: it may still use what the caller owns. */
  private void awaitEnd() {
    boolean interrupted = false;
    while (state.get() == State.FIRED && ended.getCount() > 0) {
      try {
        ended.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
