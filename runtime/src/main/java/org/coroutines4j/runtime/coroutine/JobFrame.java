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
 * A stretch of a body that runs under one Job: the task itself, and inside it each scope block,
 * timeout and shield. Frames nest as the blocks do. The innermost one is what an await waits under
 * and what an interrupt is for.
 */
public final class JobFrame extends CancellationInterrupt {
  final CoroutineThread body;
  final @Nullable JobFrame outer;
  final Job job;

  /** How many frames of the body are around it. */
  private final int depth;

  /**
   * What an await in this frame gives to Kotlin: the elements, the body as dispatcher, and the Job.
   */
  final CoroutineContext context;

  /**
   * The elements that tasks and blocks started here inherit: the context without Job and
   * dispatcher.
   */
  final CoroutineContext elements;

  /**
   * The Job, a node of ours that tells this frame before it tells anybody else, has been found
   * active: from then on the signal, which is cheaper to read, is as good. Of the body's thread
   * only.
   */
  private boolean seenActive;

  /** Null as long as the code of this frame has not been told that it is cancelled. */
  private @Nullable SeenCancellation seen;

  private @Nullable AwaitContinuation idle;

  /** Tells of the cancellation of a Job that is not ours. */
  private @Nullable DisposableHandle watch;

  /** What happens in the frame around this one when this one is over. */
  private @Nullable Runnable popped;

  /** The last one of those that end with this frame, the last first. */
  private @Nullable Ending leaving;

  JobFrame(
      CoroutineThread body,
      @Nullable JobFrame outer,
      Job job,
      CoroutineContext context,
      CoroutineContext elements) {
    this.body = body;
    this.outer = outer;
    this.job = job;
    this.depth = outer == null ? 0 : outer.depth + 1;
    this.context = context;
    this.elements = elements;
  }

  /** A frame for the coroutine of {@code context}, whose dispatcher may be another one. */
  static JobFrame under(CoroutineContext context, CoroutineThread body, @Nullable JobFrame outer) {
    CoroutineContext elements = CoroutineContexts.elementsOf(context);
    Job job = context.get(Job.Key);
    if (job == null) {
      BlockCoroutine root = new BlockCoroutine(elements, null);
      return new JobFrame(body, outer, root, elements.plus(body).plus(root), elements);
    }
    boolean own = context.get(ContinuationInterceptor.Key) == body;
    return new JobFrame(body, outer, job, own ? context : context.plus(body), elements);
  }

  /** Lets the cancellation of the Job interrupt this frame, where no node of ours tells of it. */
  void watch() {
    watch = Continuations.onCancelling(job, this::requestInterrupt);
  }

  /** The Job that it runs under. */
  public Job job() {
    return job;
  }

  /** The Job of the enclosing frame, which a block in this one is a child of. */
  public Job outerJob() {
    return outer == null ? job : outer.job;
  }

  int depth() {
    return depth;
  }

  /** The context of its awaits: elements, dispatcher and Job. */
  public CoroutineContext context() {
    return context;
  }

  /** What tasks and blocks in it inherit. */
  public CoroutineContext elements() {
    return elements;
  }

  /** Throws what cancelled this frame, if it is cancelled. */
  public void ensureActive() {
    if (!job.isActive()) {
      throw tellCancellation();
    }
  }

  /**
   * Returns a new exception to throw into the code of this frame, which is cancelled; from then on
   * the code {@linkplain #sawCancellation() has seen it}. So has the code around it, out to the
   * frame whose cancellation it is.
   */
  public CancellationException tellCancellation() {
    acknowledgeCancellation();
    SeenCancellation known = seen != null ? seen : markSeen();
    return known.next(this);
  }

  /**
   * As {@link #tellCancellation}, for what a wait has thrown: {@code thrown} itself, if that tells
   * of another cancellation, or is on its way out of code that was told.
   */
  CancellationException tellCancellation(CancellationException thrown) {
    if (seen != null && seen.isOnItsWay(thrown)) {
      acknowledgeCancellation();
      return thrown;
    }
    return Cancellations.isOf(job, thrown) ? tellCancellation() : thrown;
  }

  /** Returns whether this frame is cancelled, and {@code thrown} tells of that. */
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

  /** The frame around this one, in the body that this one's is a part of if it is the first. */
  private @Nullable JobFrame around() {
    return outer != null ? outer : body.callerFrame();
  }

  /**
   * Returns whether the code of this frame was told of its cancellation, or has consumed the
   * interrupt that was sent for it. Code that only looks at the flag of the thread has not.
   */
  public boolean sawCancellation() {
    return seen != null;
  }

  /**
   * Returns the cancellation that the code has seen; a new one if it has not seen it. Must be
   * cancelled.
   */
  public CancellationException seenCancellation() {
    return seen != null ? seen.last() : tellCancellation();
  }

  /**
   * The code of this frame has returned. An interrupt of ours that it has consumed told it of the
   * cancellation; one that it has not noticed is taken back, and none is sent any more.
   */
  public void returned() {
    if (isInterruptConsumed()) {
      CancellationException unused = tellCancellation();
    }
    acknowledgeCancellation();
  }

  /**
   * As {@link #ensureActive}, but for a cancellation that has just begun, and that its {@code
   * cancel} has not told this frame of: that comes in a moment.
   */
  void checkpoint() {
    if (!seenActive || isRequested()) {
      ensureActive();
      seenActive = job instanceof StructuredCoroutine node && node.tells(this);
    }
  }

  /**
   * Returns what {@code thrown} by the code of this frame means, as {@link FailureTranslator} does.
   */
  public Throwable translateFailure(Throwable thrown) {
    return FailureTranslator.translate(this, thrown);
  }

  /**
   * The code of this frame has thrown {@code thrown}; returns what that means, as {@link
   * #translateFailure} does. No interrupt is sent any more: it could not be told from one of
   * somebody else's.
   */
  public Throwable threw(Throwable thrown) {
    Throwable meant = translateFailure(thrown);
    acknowledgeCancellation();
    return meant;
  }

  /**
   * Whether this frame is cancelled, or will be in a moment since a Job above it is, or a frame
   * around it: those are told one after the other.
   */
  public boolean isEnding() {
    for (JobFrame around = this; around != null; around = around.outer) {
      for (Job above = around.job; above != null; above = above.getParent()) {
        if (above.isCancelled()) {
          return true;
        }
      }
      if (around.job == NonCancellable.INSTANCE) {
        return false; // no cancellation from outside reaches what it shields
      }
    }
    return false;
  }

  // What the interrupt has to know of the thread.

  @Override
  boolean isInOwnCode() {
    return body.isInOwnCode(this);
  }

  @Override
  boolean mayInterrupt() {
    return body.dispatcher().interrupts();
  }

  @Override
  boolean isThreadInterrupted() {
    return body.isInterrupted();
  }

  @Override
  void interruptThread() {
    body.interruptThread();
  }

  @Override
  void clearInterrupt() {
    body.clearInterrupt();
  }

  // What an await keeps in the frame, and what happens at its end.

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

  /** Calls {@code action} in the frame around this one, on the body's thread, when this is over. */
  void onPopped(Runnable action) {
    popped = action;
  }

  void tellPopped() {
    if (popped != null) {
      popped.run();
    }
  }

  /**
   * Calls {@code ending}, on the body's thread, when the code of this frame has ended and before
   * its Job may; unless {@link #forgetOnLeave} is called with what this returns.
   */
  Ending onLeave(Runnable ending) {
    Ending added = new Ending(ending, leaving);
    if (leaving != null) {
      leaving.after = added;
    }
    leaving = added;
    return added;
  }

  /** {@code ended} has happened before. */
  void forgetOnLeave(Ending ended) {
    if (ended.before != null) {
      ended.before.after = ended.after;
    }
    if (ended.after != null) {
      ended.after.before = ended.before;
    } else if (leaving == ended) {
      leaving = ended.before;
    }
    ended.before = null;
    ended.after = null;
  }

  /** The code of this frame has ended: ends what it has left open. */
  public void leave() {
    for (Ending last = leaving; last != null; last = leaving) {
      forgetOnLeave(last);
      last.action.run();
    }
  }

  /** What ends with a frame: one of a list, out of which it comes in one step. */
  static final class Ending {
    private final Runnable action;
    private @Nullable Ending before;
    private @Nullable Ending after;

    private Ending(Runnable action, @Nullable Ending before) {
      this.action = action;
      this.before = before;
    }
  }

  /** The frame is over: nothing of it may reach the body any more. */
  void close() {
    if (watch != null) {
      watch.dispose();
    }
    acknowledgeCancellation();
    for (AwaitContinuation waiter = idle; waiter != null; waiter = waiter.next) {
      body.releaseInterceptedContinuation(waiter.dispatched);
    }
    idle = null;
  }
}
