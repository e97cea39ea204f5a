package org.coroutines4j.runtime.coroutine;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.coroutines4j.runtime.dispatch.Threads;
import org.jspecify.annotations.Nullable;

/**
 * Code that stops a blocking call which no interrupt stops: run once, in place of the interrupt and
 * on a thread of its own, if the body is cancelled while the call runs. A cancellation that comes
 * before the call begins keeps it from beginning, and runs no hook: that could wait for the end of
 * a call that never comes.
 */
public final class CancellableBlockingCall {
  private enum State {
    NEW,
    CALLING,
    CANCELLED_BEFORE,
    FIRED
  }

  private final Threads threads;
  private final Callable<?> onCancel;
  private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable Throwable failure;

  private CancellableBlockingCall(Threads threads, Callable<?> onCancel) {
    this.threads = threads;
    this.onCancel = onCancel;
  }

  /** Calls {@code call}, without a turn; throws what it throws, or the cancellation. */
  public static @Nullable Object call(
      CoroutineThread body, Callable<? extends @Nullable Object> call, Callable<?> onCancel)
      throws Exception {
    return call(body, Threads.pooled(), call, onCancel); // what it stops may hold all carriers
  }

  /**
   * As {@link #call(CoroutineThread, Callable, Callable)}, with the hook on a thread of {@code
   * threads}.
   */
  static @Nullable Object call(
      CoroutineThread body,
      Threads threads,
      Callable<? extends @Nullable Object> call,
      Callable<?> onCancel)
      throws Exception {
    CancellableBlockingCall hook = new CancellableBlockingCall(threads, onCancel);
    JobFrame frame = body.frame();
    frame.interruptBy(hook::fire);
    boolean left = false;
    try {
      frame.ensureActive(); // a cancellation from here on calls fire
      left = body.releasePermit();
      if (!hook.state.compareAndSet(State.NEW, State.CALLING)) {
        throw frame.tellCancellation();
      }
      return call.call();
    } catch (Throwable t) {
      frame.interruptBy(null);
      if (hook.state.get() == State.FIRED) {
        throw hook.cancelled(frame, t);
      }
      throw t;
    } finally {
      frame.interruptBy(null);
      hook.awaitEnd();
      if (hook.state.get() != State.CALLING) {
        frame
            .acknowledgeCancellation(); // no interrupt was sent, none is the reason of what follows
      }
      if (left) {
        body.acquirePermit();
      }
    }
  }

  private void fire() {
    if (state.compareAndSet(State.NEW, State.CANCELLED_BEFORE)) {
      return;
    }
    state.set(State.FIRED);
    try {
      threads.start(null, this::run);
    } catch (Throwable t) { // for one, OutOfMemoryError: unable to create native thread
      failure = t;
      ended.countDown();
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

  /** Whatever the call has thrown is its answer; the failure of the hook is kept with it. */
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

  /** The hook may still use what the call has left; nothing of it is left behind. */
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
