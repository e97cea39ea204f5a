package org.coroutines4j.runtime.coroutine;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.NonCancellable;
import org.coroutines4j.runtime.debug.DeadlockDetector;
import org.coroutines4j.runtime.debug.Debug;
import org.coroutines4j.runtime.debug.LoopStallDetector;
import org.coroutines4j.runtime.debug.WaitEdge;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;
import org.coroutines4j.runtime.dispatch.StackGuard;
import org.coroutines4j.runtime.jfr.JfrGate;
import org.jspecify.annotations.Nullable;

/**
 * The frames that the thread of a coroutine is in, and its interrupts. A part of {@link
 * CoroutineThread}, so that a coroutine needs no further object.
 */
abstract sealed class FrameStack extends RunPermit
    implements DeadlockDetector.Waiter, LoopStallDetector.Owner permits AwaitSlot {
  /** The coroutine of which this one is a part on another dispatcher, and which waits for it. */
  private final @Nullable FrameStack caller;

  private volatile @Nullable JobFrame current;

  /**
   * The frame whose await has called Java code under the frame's own context; null while that code
   * awaits in turn. Of the thread only.
   */
  private @Nullable JobFrame calledBack;

  /** Whether code outside this library has interrupted the thread. */
  private volatile boolean interruptedFromOutside;

  FrameStack(ScopeDispatcher dispatcher, @Nullable FrameStack caller) {
    super(dispatcher);
    this.caller = caller;
  }

  private CoroutineThread self() {
    return (CoroutineThread) this;
  }

  /**
   * Returns the innermost frame.
   *
   * @throws IllegalStateException if the coroutine has not begun or has ended
   */
  public final JobFrame frame() {
    JobFrame frame = current;
    if (frame == null) {
      throw new IllegalStateException("the coroutine has not begun or has ended");
    }
    return frame;
  }

  final @Nullable JobFrame currentFrame() {
    return current;
  }

  /** Returns whether {@code job} is that of this coroutine, or of a block that it is in. */
  public final boolean isRunBy(Job job) {
    for (JobFrame frame = current; frame != null; frame = frame.outer) {
      if (frame.job == job) {
        return true;
      }
    }
    return caller != null && caller.isRunBy(job);
  }

  /** Returns the Job of the whole coroutine; that of the caller if this one is a part. */
  @Override
  public final Job rootJob() {
    if (caller != null) {
      return caller.rootJob();
    }
    JobFrame root = frame();
    while (root.outer != null) {
      root = root.outer;
    }
    return root.job;
  }

  @Override
  public final Job innermostJob() {
    return frame().job;
  }

  /** Returns the thread, if the innermost frame is {@code frame} or shields code of it. */
  final @Nullable Thread threadIn(JobFrame frame) {
    JobFrame running = current;
    while (running != null && running != frame && running.job == NonCancellable.INSTANCE) {
      running = running.outer;
    }
    return running == frame ? thread() : null;
  }

  /** Returns the Job of the innermost frame that does not only shield code of the one around it. */
  final @Nullable Job unshieldedJob() {
    JobFrame running = current;
    while (running != null && running.job == NonCancellable.INSTANCE && running.outer != null) {
      running = running.outer;
    }
    return running == null ? null : running.job;
  }

  /** Returns the innermost frame of the caller; null if there is none. */
  final @Nullable JobFrame callerFrame() {
    return caller == null ? null : caller.current;
  }

  /** Returns the name of the whole coroutine for messages. */
  final String wholeLabel() {
    return caller == null ? label() : caller.wholeLabel();
  }

  @Override
  public final String label() {
    return runningJob() instanceof StructuredCoroutine node
        ? node.label()
        : "code outside any task";
  }

  @Override
  public final @Nullable Job runningJob() {
    JobFrame root = current;
    while (root != null && root.outer != null) {
      root = root.outer;
    }
    return root == null ? null : root.job;
  }

  // What debug mode knows.

  @Override
  public final void awaits(@Nullable WaitEdge edge) {
    DebugState debug = debugState();
    if (debug != null) {
      debug.awaited = edge;
    }
  }

  /** Returns what this coroutine waits for, if debug mode knows it. */
  public final @Nullable WaitEdge awaited() {
    DebugState debug = debugState();
    return debug == null ? null : debug.awaited;
  }

  /** Returns for how many nanoseconds this coroutine has been waiting, if debug mode knows it. */
  final long waitedFor() {
    DebugState debug = debugState();
    return debug == null ? 0 : debug.waitedFor();
  }

  /**
   * Returns the Job whose end this coroutine waits for; null if it waits for something else, or if
   * that is not known. May be called by any thread.
   */
  final @Nullable Job awaitedJob() {
    WaitEdge edge = awaited();
    JobFrame frame = current;
    return edge != null ? edge.target().job() : frame == null ? null : frame.awaitedJob();
  }

  @Override
  final DebugState timingState() {
    return new DebugState(self(), true);
  }

  // Frames: by the thread.

  /**
   * Enters the first frame on the current thread. Returns false if its Job is cancelled already.
   */
  final boolean begin(JobFrame root) {
    current = root;
    DebugState debug =
        Debug.isOn()
            ? new DebugState(self(), false)
            : isLimited() && JfrGate.recordsWaits() ? timingState() : null;
    attachThread(isLimited(), debug);
    if (debug != null) {
      debug.stepBegins();
    }
    return root.job.isActive();
  }

  /** Leaves the first frame. After this, no interrupt of this library reaches the thread. */
  final void end(JobFrame root) {
    try {
      root.leave();
      root.close();
    } finally {
      DebugState debug = debugState();
      if (debug != null) {
        debug.end();
      }
    }
    current = null;
    detachThread();
  }

  /** Enters a frame under {@code node}, a Job whose context has this coroutine as dispatcher. */
  final JobFrame push(StructuredCoroutine node, CoroutineContext elements) {
    JobFrame outer = frame();
    StackGuard.require(outer.depth());
    JobFrame frame = new JobFrame(self(), outer, node, node.getContext(), elements);
    node.runsIn(frame);
    enter(outer, frame);
    return frame;
  }

  /** Enters a frame that no cancellation reaches from outside. */
  public final JobFrame pushShield() {
    JobFrame outer = frame();
    StackGuard.require(outer.depth());
    CoroutineContext context = outer.elements.plus(this).plus(NonCancellable.INSTANCE);
    JobFrame frame = new JobFrame(self(), outer, NonCancellable.INSTANCE, context, outer.elements);
    enter(outer, frame);
    return frame;
  }

  /**
   * Enters a frame for the coroutine of {@code context}, one step of which this thread runs. It
   * must be left by {@link #pop}.
   */
  public final JobFrame pushUnder(CoroutineContext context) {
    JobFrame outer = frame();
    StackGuard.require(outer.depth());
    JobFrame frame = JobFrame.under(context, self(), outer);
    enter(outer, frame);
    frame.watch();
    return frame;
  }

  /**
   * Enters {@code frame} again after {@link #suspendFrame}. The innermost frame must be the one
   * around it.
   */
  final void reenter(JobFrame frame) {
    enter(frame(), frame);
  }

  /** Leaves {@code frame}, the innermost one, so that it can be entered again. */
  final void suspendFrame(JobFrame frame) {
    JobFrame outer = Objects.requireNonNull(frame.outer);
    current = outer;
    if (frame.isRequested()) {
      frame.acknowledgeCancellation(); // after the write: no interrupt is sent any more
    }
    outer.deliverPendingInterrupt();
  }

  private void enter(JobFrame outer, JobFrame frame) {
    current = frame;
    if (outer.mayBeCancelled() && !outer.job.isActive()) {
      boolean ours = outer.wasInterrupted(); // first, since it waits for one that is being sent
      if (Thread.interrupted() && !(ours && outer.deferInterrupt())) {
        interruptThread(); // it was not for the outer frame
      }
    }
  }

  /** Leaves {@code frame}, the innermost one, which throws {@code thrown} if that is not null. */
  public final void pop(JobFrame frame, @Nullable Throwable thrown) {
    JobFrame outer = frame.outer;
    if (outer == null) {
      throw new IllegalStateException("the first frame of a coroutine ends with the coroutine");
    }
    frame.leave();
    frame.close();
    current = outer;
    if (thrown instanceof CancellationException cancellation && outer.isToldBy(cancellation)) {
      outer.acknowledgeCancellation();
    } else {
      outer.deliverPendingInterrupt();
    }
    frame.tellPopped();
  }

  // Java code that is called by what the coroutine awaits: by the thread.

  /**
   * Begins Java code, such as the lambda of an operator, that is called under {@code context} by
   * what the innermost frame awaits. If that is the frame's own context, no inline block of Kotlin
   * is around the Java code, and the waits in it need not search for one. Returns what {@link
   * #endCallback} must get.
   */
  public final @Nullable JobFrame beginCallback(CoroutineContext context) {
    JobFrame frame = current;
    return swapCalledBack(frame != null && frame.context == context ? frame : null);
  }

  /** Ends the Java code for which {@link #beginCallback} has returned {@code enclosing}. */
  public final void endCallback(@Nullable JobFrame enclosing) {
    calledBack = enclosing;
  }

  final @Nullable JobFrame swapCalledBack(@Nullable JobFrame frame) {
    JobFrame before = calledBack;
    calledBack = frame;
    return before;
  }

  final boolean isCalledBack(JobFrame frame) {
    return calledBack == frame;
  }

  // Interrupts.

  /** Returns whether the thread runs code of {@code frame} now, and may be interrupted. */
  final boolean isInOwnCode(JobFrame frame) {
    return current == frame
        && !isParked()
        && thread() != null
        && (dispatcher().interrupts() || frame.interruptHandler() != null);
  }

  /** Interrupts the thread. A flag that is set already comes from code outside this library. */
  final void interruptThread() {
    Thread running = thread();
    if (running != null) {
      if (running.isInterrupted()) {
        interruptedFromOutside = true;
      }
      running.interrupt();
    }
  }

  final void clearInterrupt() {
    if (dispatcher().interrupts()) {
      boolean unused = Thread.interrupted();
    }
  }

  /** Returns whether the current thread, which is that of this coroutine, is interrupted. */
  final boolean isInterrupted() {
    return dispatcher().interrupts() && Thread.currentThread().isInterrupted();
  }

  @Override
  final void interruptedWhileParked() {
    if (!frame().deferInterrupt()) {
      interruptFromOutside();
    }
  }

  /**
   * Cancels the task, or the outermost block of a thread: code outside this library has interrupted
   * the thread.
   */
  final void interruptFromOutside() {
    CancellationException unused =
        interruptFromOutside("the thread of the task was interrupted", null);
  }

  /**
   * Cancels the task, or the outermost block of a thread, because code outside this library has
   * interrupted the thread. Returns the cancellation, with {@code answer} as its cause.
   */
  public final CancellationException interruptFromOutside(
      String reason, @Nullable Throwable answer) {
    interruptedFromOutside = true;
    CancellationException interrupted = new CancellationException(reason);
    interrupted.initCause(answer);
    rootJob().cancel(interrupted);
    return interrupted;
  }

  /**
   * Returns whether code outside this library has interrupted the thread. If the thread does not
   * belong to this library, the interrupt must be set again at the end.
   */
  final boolean wasInterruptedFromOutside() {
    return interruptedFromOutside;
  }
}
