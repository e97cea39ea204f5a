package org.coroutines4j.runtime.coroutine;

import java.util.concurrent.TimeUnit;
import kotlin.Unit;
import kotlinx.coroutines.DisposableHandle;
import kotlinx.coroutines.Job;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;
import org.coroutines4j.runtime.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The waits that carry no value, and so need no suspend function and no continuation of kotlinx. A
 * part of {@link CoroutineThread}, so that a coroutine needs no further object. Called by the
 * thread.
 *
 * <p>Each method parks without further calls of its own: the heap of a sleeping virtual thread
 * holds all frames of its stack.
 */
abstract sealed class DirectWaits extends AwaitSlot permits CoroutineThread {
  /** Longer sleeps use a timer, which cannot overflow. */
  private static final long MAX_SLEEP_NANOS = TimeUnit.DAYS.toNanos(365);

  DirectWaits(ScopeDispatcher dispatcher, @Nullable FrameStack caller) {
    super(dispatcher, caller);
  }

  /** Throws the cancellation, if this coroutine is cancelled. */
  abstract void checkpoint();

  /**
   * Waits until {@code condition} is met. The code that meets it must call {@link #wake}. A
   * cancellation point: if the condition is met and this coroutine is cancelled at the same time,
   * throws the cancellation.
   */
  public final void awaitDirectly(ReadyCondition condition) {
    JobFrame frame = frame();
    checkpoint();
    if (!condition.isReady()) {
      JobFrame enclosing = leaveAwait();
      ReadyCondition outer = frame.swapAwaited(condition);
      try {
        park(frame, PARKED_DIRECTLY, NO_DEADLINE);
      } finally {
        frame.swapAwaited(outer); // a handler of a cancellation may wait in a frame that waits
        resumeAwait(enclosing);
      }
    }
    if (frame.isRequested()) {
      frame.ensureActive();
    }
  }

  /** Starts {@code job} if it is lazy, and waits until it has ended. A cancellation point. */
  public final void join(Job job) {
    checkpoint();
    boolean unused = job.start();
    if (job.isCompleted()) {
      return;
    }
    DisposableHandle waking = job.invokeOnCompletion(cause -> woken());
    try {
      awaitDirectly(new JobEnd(job));
    } finally {
      waking.dispose();
    }
  }

  /**
   * Sleeps for {@code nanos}, which must be positive, and returns true. Returns false without
   * having waited if this coroutine needs a timer for that: it must release a permit meanwhile, has
   * the clock of a test, or blocks an event loop. A cancellation point.
   */
  public final boolean sleep(long nanos) {
    if (isLimited()
        || nanos >= MAX_SLEEP_NANOS
        || dispatcher().clock() != Clock.system()
        || BlockedLoop.ofThread() != null) {
      return false;
    }
    JobFrame frame = frame();
    checkpoint();
    JobFrame enclosing = leaveAwait();
    ReadyCondition outer = frame.swapAwaited(null);
    try {
      park(frame, PARKED_DIRECTLY, System.nanoTime() + nanos);
    } finally {
      frame.swapAwaited(outer);
      resumeAwait(enclosing);
    }
    if (frame.isRequested()) {
      frame.ensureActive();
    }
    return true;
  }

  /** Waits until {@code job} has ended, whatever is cancelled meanwhile. No cancellation point. */
  public final void joinUncancellably(Job job) {
    DisposableHandle waking = job.invokeOnCompletion(cause -> woken());
    awaitUncancellably(job::isCompleted);
    waking.dispose();
  }

  private Unit woken() {
    wake();
    return Unit.INSTANCE;
  }

  /**
   * Waits until {@code condition} is met, whatever is cancelled meanwhile. No cancellation point.
   */
  public final void awaitUncancellably(ReadyCondition condition) {
    JobFrame frame = frame();
    JobFrame enclosing = beginAwait(null);
    while (!condition.isReady()) {
      park(condition);
    }
    endAwait(null, enclosing);
    frame.deliverPendingInterrupt();
  }
}
