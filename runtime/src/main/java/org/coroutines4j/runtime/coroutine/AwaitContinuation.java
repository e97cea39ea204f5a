package org.coroutines4j.runtime.coroutine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import org.jspecify.annotations.Nullable;

/**
 * The continuation that a coroutine passes to the suspend functions it awaits. A frame has one for
 * each depth of nested awaits. The next await at that depth uses it again, so that kotlinx can use
 * its own intercepted continuation again too.
 */
final class AwaitContinuation implements Continuation<@Nullable Object>, ReadyCondition {
  private static final Object NO_RESULT = new Object();
  private static final VarHandle RESULT;

  static {
    try {
      RESULT =
          MethodHandles.lookup().findVarHandle(AwaitContinuation.class, "result", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final JobFrame frame;
  private final CoroutineContext context;

  /**
   * This continuation, intercepted by the coroutine as its dispatcher. So kotlinx itself decides
   * whether a cancellation wins over a result.
   */
  final Continuation<@Nullable Object> dispatched;

  /** The next idle continuation of the frame. */
  @Nullable AwaitContinuation next;

  AwaitMode mode = AwaitMode.PARKING;

  /**
   * Whether an error such as a stack overflow may have left the state of kotlinx inconsistent. A
   * broken continuation is not used again.
   */
  boolean broken;

  /**
   * Whether the resumption runs on another thread, because the stack of this one has no room for
   * it.
   */
  boolean resumedElsewhere;

  /**
   * Read by the coroutine's thread only, so what that thread writes needs no fence. Written by the
   * thread that resumes the coroutine, which got this continuation after {@link #take}.
   */
  private volatile @Nullable Object result = NO_RESULT;

  AwaitContinuation(JobFrame frame) {
    this.frame = frame;
    this.context = frame.context;
    this.dispatched = frame.coroutine.interceptContinuation(this);
  }

  /**
   * Creates a continuation for one call under {@code context}. It is not dispatched: the thread
   * that resumes it wakes the coroutine directly.
   */
  AwaitContinuation(JobFrame frame, CoroutineContext context) {
    this.frame = frame;
    this.context = context;
    this.dispatched = this;
  }

  @Override
  public CoroutineContext getContext() {
    return context;
  }

  /**
   * Stores the result. Mostly called by the coroutine's own thread, which checks for the result
   * afterwards. kotlinx does not promise that, so any other thread wakes the coroutine.
   */
  @Override
  public void resumeWith(@Nullable Object resumption) {
    if (Thread.currentThread() == frame.coroutine.thread()) {
      RESULT.setOpaque(this, resumption);
    } else {
      result = resumption;
      frame.coroutine.wake();
    }
  }

  boolean isResumed() {
    return result != NO_RESULT;
  }

  JobFrame frame() {
    return frame;
  }

  @Nullable Object take() {
    Object value = result;
    RESULT.setOpaque(this, NO_RESULT);
    resumedElsewhere = false;
    return value;
  }

  @Override
  public boolean isReady() {
    return result != NO_RESULT || (!resumedElsewhere && frame.coroutine.hasWork(frame));
  }
}
