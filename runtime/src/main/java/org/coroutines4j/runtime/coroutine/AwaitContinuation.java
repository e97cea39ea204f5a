package org.coroutines4j.runtime.coroutine;

import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import org.jspecify.annotations.Nullable;

/**
 * The continuation that a body hands to suspend functions: one for each depth of nested awaits in a
 * frame, used again by the next await, so that kotlinx can use its own waiter again too.
 */
final class AwaitContinuation implements Continuation<@Nullable Object>, ReadyCondition {
  private static final Object NOTHING = new Object();

  private final JobFrame frame;
  private final CoroutineContext context;

  /** This continuation, dispatched by the body: kotlinx then decides prompt cancellation itself. */
  final Continuation<@Nullable Object> dispatched;

  /** The next idle waiter of the frame. */
  @Nullable AwaitContinuation next;

  /** How its present await waits. */
  AwaitMode mode = AwaitMode.PARKING;

  /** An overflow of the stack may have left kotlinx with half a step done: not to be used again. */
  boolean broken;

  /** The stack has no room for the resumption, which another thread does. */
  boolean resumedElsewhere;

  private volatile @Nullable Object result = NOTHING;

  AwaitContinuation(JobFrame frame) {
    this.frame = frame;
    this.context = frame.context;
    this.dispatched = frame.body.interceptContinuation(this);
  }

  /** For one call under {@code context}: whoever resumes it wakes the body directly. */
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
   * Mostly on the body's own thread, which then finds the result; but kotlinx does not promise it.
   */
  @Override
  public void resumeWith(@Nullable Object resumption) {
    result = resumption;
    if (Thread.currentThread() != frame.body.thread()) {
      frame.body.wake();
    }
  }

  boolean isResumed() {
    return result != NOTHING;
  }

  JobFrame frame() {
    return frame;
  }

  @Nullable Object take() {
    Object taken = result;
    result = NOTHING;
    resumedElsewhere = false;
    return taken;
  }

  @Override
  public boolean isReady() {
    return result != NOTHING || (!resumedElsewhere && frame.body.hasWork(frame));
  }
}
