package org.coroutines4j.runtime.coroutine;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import kotlin.coroutines.ContinuationInterceptor;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.DisposableHandle;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.NonCancellable;
import org.coroutines4j.runtime.kotlinx.Continuations;
import org.jspecify.annotations.Nullable;

/**
 * A part of a coroutine's Java code that runs under one Job: the task itself, and inside it each
 * scope block, timeout and shield. Frames nest as the blocks do. An await waits under the Job of
 * the innermost frame, and an interrupt is meant for the code of that frame.
 */
public final class JobFrame extends FrameEndings implements ReadyCondition {
  final CoroutineThread coroutine;
  final @Nullable JobFrame outer;
  final Job job;

  /** The number of frames of the coroutine around this one. */
  private final int depth;

  /**
   * The context that an await in this frame passes to Kotlin: the elements, the coroutine as
   * dispatcher, and the Job.
   */
  final CoroutineContext context;

  /**
   * The elements that tasks and blocks of this frame inherit: the context without Job and
   * dispatcher.
   */
  final CoroutineContext elements;

  /**
   * Whether the Job was found active, and is a {@link StructuredCoroutine} that tells this frame of
   * a cancellation before it tells any child. From then on {@link #isRequested}, which is cheaper
   * to read, is as reliable as the Job. Of the coroutine's thread only.
   */
  private boolean seenActive;

  /** Null until the code of this frame has been told that it is cancelled. */
  private @Nullable SeenCancellation seen;

  /** The first of the continuations that no await uses now. */
  private @Nullable AwaitContinuation idle;

  /** Requests the interrupt when a Job that is not a {@link StructuredCoroutine} is cancelled. */
  private @Nullable DisposableHandle watch;

  /** Called in the enclosing frame when this one is over. */
  private @Nullable Runnable popped;

  /** What the innermost direct wait waits for, besides a cancellation; of the thread only. */
  private @Nullable ReadyCondition awaited;

  JobFrame(
      CoroutineThread coroutine,
      @Nullable JobFrame outer,
      Job job,
      CoroutineContext context,
      CoroutineContext elements) {
    this.coroutine = coroutine;
    this.outer = outer;
    this.job = job;
    this.depth = outer == null ? 0 : outer.depth + 1;
    this.context = context;
    this.elements = elements;
  }

  /**
   * Creates a frame for the coroutine of {@code context}, even if that has another dispatcher. A
   * context without a Job gets one.
   */
  static JobFrame under(
      CoroutineContext context, CoroutineThread coroutine, @Nullable JobFrame outer) {
    CoroutineContext elements = CoroutineContexts.elementsOf(context);
    Job job = context.get(Job.Key);
    if (job == null) {
      BlockCoroutine root = new BlockCoroutine(elements, null);
      return new JobFrame(coroutine, outer, root, elements.plus(coroutine).plus(root), elements);
    }
    boolean own = context.get(ContinuationInterceptor.Key) == coroutine;
    return new JobFrame(coroutine, outer, job, own ? context : context.plus(coroutine), elements);
  }

  /**
   * Lets the cancellation of a Job that is not a {@link StructuredCoroutine} interrupt this frame.
   */
  void watch() {
    watch = Continuations.onCancelling(job, this::requestInterrupt);
  }

  /** Returns the Job that the code of this frame runs under. */
  public Job job() {
    return job;
  }

  /** Returns the Job of the enclosing frame; that of this frame if it is the outermost. */
  public Job outerJob() {
    return outer == null ? job : outer.job;
  }

  /** Returns the number of frames of the coroutine around this one. */
  public int depth() {
    return depth;
  }

  /** Returns the context of awaits in this frame: elements, dispatcher and Job. */
  public CoroutineContext context() {
    return context;
  }

  /** Returns the elements that tasks and blocks of this frame inherit. */
  public CoroutineContext elements() {
    return elements;
  }

  /**
   * Throws the cancellation if this frame is cancelled. A cancellation point without a wait.
   *
   * @throws CancellationException if the Job of this frame is not active
   */
  public void ensureActive() {
    if (!job.isActive()) {
      throw tellCancellation();
    }
  }

  /**
   * Returns a new exception to throw into the code of this frame, which must be cancelled. From
   * then on the code {@linkplain #sawCancellation() has seen} the cancellation. So has the code of
   * the enclosing frames, out to the frame that was cancelled first.
   */
  public CancellationException tellCancellation() {
    acknowledgeCancellation();
    SeenCancellation known = seen != null ? seen : markSeen();
    return known.next(this);
  }

  /**
   * As {@link #tellCancellation()}, for an exception that a wait has thrown. Returns {@code thrown}
   * itself if it tells of another cancellation, or if the code of this frame was told by it and
   * rethrows it.
   */
  CancellationException tellCancellation(CancellationException thrown) {
    if (seen != null && seen.isOnItsWay(thrown)) {
      acknowledgeCancellation();
      return thrown;
    }
    return Cancellations.isOf(job, thrown) ? tellCancellation() : thrown;
  }

  /** Returns whether this frame is cancelled and {@code thrown} tells of that cancellation. */
  public boolean isToldBy(CancellationException thrown) {
    return !job.isActive()
        && ((seen != null && seen.isOnItsWay(thrown)) || Cancellations.isOf(job, thrown));
  }

  private SeenCancellation markSeen() {
    JobFrame outermost = this;
    for (JobFrame around = outermost.around();
        around != null
            && !around.job.isActive()
            && Cancellations.haveSameOrigin(outermost.job, around.job);
        around = outermost.around()) {
      outermost = around;
    }
    SeenCancellation known = outermost.seen != null ? outermost.seen : new SeenCancellation(job);
    for (JobFrame frame = this;
        frame != outermost;
        frame = Objects.requireNonNull(frame.around())) {
      frame.seen = known;
    }
    outermost.seen = known;
    return known;
  }

  /** Returns the enclosing frame; for the first frame, the innermost frame of the caller. */
  private @Nullable JobFrame around() {
    return outer != null ? outer : coroutine.callerFrame();
  }

  /**
   * Returns whether the code of this frame was told of its cancellation, or has consumed the
   * interrupt that was sent for it. Code that only reads the thread's interrupt status has not.
   */
  public boolean sawCancellation() {
    return seen != null;
  }

  /**
   * Returns the cancellation that the code of this frame has seen last, or tells it of the
   * cancellation if it has seen none. The frame must be cancelled.
   */
  public CancellationException seenCancellation() {
    return seen != null ? seen.last() : tellCancellation();
  }

  /**
   * Must be called when the code of this frame has returned. If the code has consumed an interrupt
   * of this library, it has seen the cancellation. An interrupt that it has not consumed is
   * cleared. No interrupt is sent any more.
   */
  public void returned() {
    if (isInterruptConsumed()) {
      CancellationException unused = tellCancellation();
    }
    acknowledgeCancellation();
  }

  /**
   * As {@link #ensureActive}, but may miss a cancellation that has just begun and that the
   * canceller has not told this frame of yet.
   */
  public void checkpoint() {
    if (mayBeCancelled()) {
      ensureActive();
      seenActive = job instanceof StructuredCoroutine node && node.tells(this);
    }
  }

  /** Returns false only if this frame was not cancelled a moment ago. Cheaper than the Job. */
  boolean mayBeCancelled() {
    return !seenActive || isRequested();
  }

  /**
   * Returns what {@code thrown} by the code of this frame means: a failure or the cancellation, as
   * {@link FailureTranslator} decides.
   */
  public Throwable translateFailure(Throwable thrown) {
    return FailureTranslator.translate(this, thrown);
  }

  /**
   * Must be called when the code of this frame has thrown {@code thrown}. Returns what that means,
   * as {@link #translateFailure} does. No interrupt is sent any more, since it could not be told
   * apart from an interrupt by code outside this library.
   */
  public Throwable threw(Throwable thrown) {
    Throwable meant = translateFailure(thrown);
    acknowledgeCancellation();
    return meant;
  }

  /**
   * Returns whether this frame is cancelled or is about to be, because an enclosing frame or an
   * ancestor of its Job is cancelled. A cancellation reaches the Jobs of a tree one after the
   * other.
   */
  public boolean isEnding() {
    for (JobFrame around = this; around != null; around = around.outer) {
      for (Job above = around.job; above != null; above = above.getParent()) {
        if (above.isCancelled()) {
          return true;
        }
      }
      if (around.job == NonCancellable.INSTANCE) {
        return false; // a cancellation from outside does not reach shielded code
      }
    }
    return false;
  }

  // What CancellationInterrupt needs to know of the thread.

  @Override
  boolean isInOwnCode() {
    return coroutine.isInOwnCode(this);
  }

  @Override
  boolean mayInterrupt() {
    return coroutine.dispatcher().interrupts();
  }

  @Override
  void wakeDirectWait() {
    coroutine.wakeOnCancellation();
  }

  /**
   * Returns whether the code of this frame is cancelled and a wait in it must end. A frame whose
   * code has returned may still run a handler: no interrupt is sent to that, but its Job is active.
   */
  boolean isCancelled() {
    return isRequested() && !job.isActive();
  }

  /** Sets what the direct wait that begins waits for, and returns what the one around it does. */
  @Nullable ReadyCondition swapAwaited(@Nullable ReadyCondition condition) {
    ReadyCondition before = awaited;
    awaited = condition;
    return before;
  }

  /**
   * Returns the Job whose end the innermost direct wait waits for; null if there is none. May be
   * called by any thread, which may see a wait that is over.
   */
  @Nullable Job awaitedJob() {
    return awaited instanceof JobEnd end ? end.job() : null;
  }

  /**
   * Returns whether the innermost direct wait is over. The frame itself is its condition, so that a
   * wait needs no object.
   */
  @Override
  public boolean isReady() {
    ReadyCondition condition = awaited;
    return (condition != null && condition.isReady()) || isCancelled();
  }

  @Override
  boolean isThreadInterrupted() {
    return coroutine.isInterrupted();
  }

  @Override
  void interruptThread() {
    coroutine.interruptThread();
  }

  @Override
  void clearInterrupt() {
    coroutine.clearInterrupt();
  }

  // Continuations of awaits, and the end of the frame.

  AwaitContinuation acquireWaiter(AwaitMode mode) {
    AwaitContinuation waiter = idle;
    if (waiter == null) {
      waiter = new AwaitContinuation(this);
    } else {
      idle = waiter.next;
    }
    waiter.mode = mode;
    return waiter;
  }

  void releaseWaiter(AwaitContinuation waiter) {
    if (waiter.broken) {
      return;
    }
    waiter.next = idle;
    idle = waiter;
  }

  /**
   * Calls {@code action} in the enclosing frame, on the coroutine's thread, when this one is over.
   */
  void onPopped(Runnable action) {
    popped = action;
  }

  void tellPopped() {
    if (popped != null) {
      popped.run();
    }
  }

  /** Ends the frame. After this, no interrupt or resumption meant for it reaches the coroutine. */
  void close() {
    if (watch != null) {
      watch.dispose();
    }
    acknowledgeCancellation();
    for (AwaitContinuation waiter = idle; waiter != null; waiter = waiter.next) {
      coroutine.releaseInterceptedContinuation(waiter.dispatched);
    }
    idle = null;
  }
}
