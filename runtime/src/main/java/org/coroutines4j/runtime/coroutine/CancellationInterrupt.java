package org.coroutines4j.runtime.coroutine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The interrupt that a cancellation sends to the code of one frame: at most one, and none once the
 * code has observed the cancellation in another way. A part of {@link JobFrame}, so that a frame
 * needs no further object.
 */
abstract class CancellationInterrupt {
  /*
   * state         meaning                                            moved on by
   * NONE          not cancelled                                      the canceller, to PENDING
   * PENDING       cancelled; the thread was not in the frame's own   the canceller, to INTERRUPTING; the frame's
   *               code, and interrupts itself when it is back there  thread, back in its code, to INTERRUPTED
   * INTERRUPTING  the canceller found the thread in the frame's own  the canceller: to INTERRUPTED if the thread
   *               code, and checks a second time                     still is there, else back to PENDING
   * INTERRUPTED   the interrupt was sent                             -
   * OBSERVED      the code knows of the cancellation, or the frame   -
   *               is over: no interrupt is sent any more
   *
   * The frame's thread moves every state but INTERRUPTING to OBSERVED. It spins while the state is INTERRUPTING.
   * That takes a few instructions of the canceller, or longer if the interrupt closes a channel, or if the handler
   * starts a thread.
   *
   * The frame's thread writes where it is (innermost frame, parked) and then reads the state. The canceller
   * writes the state and then reads where the thread is. All of that is volatile, so one of them sees the
   * other.
   */
  private static final int NONE = 0;
  private static final int PENDING = 1;
  private static final int INTERRUPTING = 2;
  private static final int INTERRUPTED = 3;
  private static final int OBSERVED = 4;

  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(CancellationInterrupt.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile int state = NONE;

  /** What a cancellation calls instead of interrupting the thread. */
  private volatile @Nullable Runnable handler;

  /** Whether {@link #handler} was called. Written before INTERRUPTED, or by the frame's thread. */
  private boolean handlerCalled;

  /** Whether the interrupt came where the code must not see it, and is kept for later. */
  private boolean deferred;

  // What the frame knows of its thread.

  /** Returns whether the thread runs the frame's own code now, and may be interrupted. */
  abstract boolean isInOwnCode();

  /** Returns whether cancellation interrupts threads of the frame's dispatcher. */
  abstract boolean mayInterrupt();

  /** Returns whether the current thread, which is the frame's, is interrupted. */
  abstract boolean isThreadInterrupted();

  /** Wakes the thread if a direct wait of it ends with a cancellation. Called by any thread. */
  abstract void wakeDirectWait();

  /** Interrupts the thread. Called by any thread. */
  abstract void interruptThread();

  /** Clears the interrupt of the current thread, which is the frame's. */
  abstract void clearInterrupt();

  // Called by the canceller, on any thread.

  /** Interrupts the frame's code, now or when it runs again: the Job has been cancelled. */
  final void requestInterrupt() {
    boolean mayInterruptYet = STATE.compareAndSet(this, NONE, PENDING);
    wakeDirectWait();
    if (!mayInterruptYet) {
      return;
    }
    while (isInOwnCode() && STATE.compareAndSet(this, PENDING, INTERRUPTING)) {
      if (isInOwnCode()) {
        send();
        return;
      }
      state = PENDING; // the thread moved on, and may be back before it could see this
    }
  }

  /*
   * An interrupt may throw: it closes the channel that the thread blocks in, which runs code of users. That
   * must leave neither the frame's thread waiting for the canceller, nor the tree half cancelled.
   */
  private void send() {
    try {
      deliver();
    } catch (Throwable t) {
      Thread canceller = Thread.currentThread();
      canceller.getUncaughtExceptionHandler().uncaughtException(canceller, t);
    } finally {
      state = INTERRUPTED;
    }
  }

  private void deliver() {
    Runnable called = handler;
    if (called != null) {
      handlerCalled = true;
      called.run();
    } else if (mayInterrupt()) {
      interruptThread();
    }
  }

  /** Returns what a cancellation calls instead of interrupting the thread; null for nothing. */
  final @Nullable Runnable interruptHandler() {
    return handler;
  }

  // Called by the frame's thread.

  /** Returns whether a cancellation was requested, or the frame is over. */
  final boolean isRequested() {
    return state != NONE;
  }

  /** Returns whether the thread was interrupted, or the handler called, for this frame. */
  public final boolean wasInterrupted() {
    return awaitCanceller() == INTERRUPTED;
  }

  /** Returns whether the frame's code has consumed the interrupt that was sent for it. */
  final boolean isInterruptConsumed() {
    return awaitCanceller() == INTERRUPTED && !handlerCalled && !deferred && !isThreadInterrupted();
  }

  /**
   * Keeps the interrupt that has just been cleared for the frame's own code, if it is this frame's.
   * Returns false if it is not: one of this frame is sent at most, so a second one comes from code
   * outside this library.
   */
  final boolean deferInterrupt() {
    boolean ours = wasInterrupted() && !deferred;
    deferred |= ours;
    return ours;
  }

  /**
   * Sends no interrupt any more, and takes back one that came: the code knows of the cancellation.
   */
  public final void acknowledgeCancellation() {
    for (; ; ) {
      int seen = awaitCanceller();
      if (seen == OBSERVED) {
        return;
      }
      if (STATE.compareAndSet(this, seen, OBSERVED)) {
        if (seen == INTERRUPTED && !handlerCalled && !deferred) { // a deferred one is cleared
          clearInterrupt();
        }
        return;
      }
    }
  }

  /**
   * Sends an interrupt that could not be sent meanwhile: the thread is back in the frame's code.
   */
  final void deliverPendingInterrupt() {
    int seen = awaitCanceller();
    if (seen == INTERRUPTED && deferred) {
      deferred = false;
      interruptThread();
    } else if (seen == PENDING
        && (mayInterrupt() || interruptHandler() != null)
        && STATE.compareAndSet(this, PENDING, INTERRUPTED)) {
      deliver();
    }
  }

  /**
   * Lets a cancellation call {@code newHandler} instead of interrupting; null for an interrupt
   * again. When this returns, the previous handler is not running and will not be called.
   */
  final void interruptBy(@Nullable Runnable newHandler) {
    handler = newHandler;
    awaitCanceller(); // which may have read the previous one
  }

  @SuppressWarnings("ThreadPriorityCheck") // frees the carrier that the canceller may need
  private int awaitCanceller() {
    int seen = state;
    for (int spins = 1; seen == INTERRUPTING; spins++) {
      if (spins % 100 == 0) {
        Thread.yield();
      } else {
        Thread.onSpinWait();
      }
      seen = state;
    }
    return seen;
  }
}
