package org.coroutines4j.runtime.coroutine;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.Job;
import org.coroutines4j.runtime.debug.DeadlockDetector;
import org.coroutines4j.runtime.debug.WaitEdge;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;
import org.coroutines4j.runtime.kotlinx.Continuations;
import org.coroutines4j.runtime.kotlinx.JavaCoroutine;
import org.jspecify.annotations.Nullable;

/**
 * A Job of the task tree that knows its depth, and the frame of the coroutine that runs code under
 * it.
 */
public abstract class StructuredCoroutine extends JavaCoroutine implements DeadlockDetector.Node {
  private static final AtomicIntegerFieldUpdater<StructuredCoroutine> UNENDED =
      AtomicIntegerFieldUpdater.newUpdater(StructuredCoroutine.class, "unended");

  /**
   * The nearest ancestor of this class. Null when the subtree has ended: a task that is kept for
   * its value must not keep its ancestors in memory.
   */
  private volatile @Nullable StructuredCoroutine above;

  private final TreeDepth tree;
  private final int depth;

  /** Written under the lock of {@link #tree}. */
  private volatile TreeDepth.@Nullable Branch branch;

  /** Whether the {@link #unended} of {@link #above} counts this Job. */
  private boolean counted;

  /**
   * The number of Jobs that have not ended, or whose completion handlers have not returned: this
   * Job and the nearest descendants of this class. 0 when the whole subtree has ended.
   */
  private volatile int unended = 1;

  /**
   * The frame that runs code under this Job; null if there is none. The coroutine's thread writes
   * it and then checks whether the Job is cancelled. The canceller cancels the Job and then reads
   * it. So one of them sees the other.
   */
  private volatile @Nullable JobFrame frame;

  StructuredCoroutine(CoroutineContext context, @Nullable Job parent, boolean active) {
    super(context, active);
    Job ancestor = parent;
    int levels = 1;
    while (ancestor != null
        && !(ancestor instanceof StructuredCoroutine)) { // Kotlin coroutines in between
      ancestor = ancestor.getParent();
      levels++;
    }
    StructuredCoroutine nearest = (StructuredCoroutine) ancestor;
    above = nearest;
    tree = nearest == null ? new TreeDepth() : nearest.tree;
    depth = nearest == null ? 0 : nearest.depth + levels;
    tree.note(depth, nearest);
  }

  /** Returns the number of ancestors, up to the topmost one of this class. */
  public int depth() {
    return depth;
  }

  @Nullable StructuredCoroutine above() {
    return above;
  }

  /**
   * Returns whether {@code job} cannot end before this Job does, because it is this Job or an
   * ancestor of it.
   */
  public boolean holdsUp(Job job) {
    StructuredCoroutine node = this;
    while (node != null && node != job) {
      node = node.above;
    }
    return node != null;
  }

  /** Returns whether {@code below} is {@code job} or a descendant of it. */
  public static boolean isAtOrAbove(Job job, Job below) {
    for (Job ancestor = below; ancestor != null; ancestor = ancestor.getParent()) {
      if (ancestor == job) {
        return true;
      }
    }
    return false;
  }

  /** Returns what decides when tasks of this scope start; null if they start immediately. */
  protected @Nullable AdmissionGate gate() {
    return null;
  }

  /**
   * Returns the Job whose time limits hold for the code of this one too. That is the parent, but
   * for work that is done for code of another Job without being its child.
   */
  protected @Nullable Job limitedBy() {
    return getParent();
  }

  /** Returns the Job whose time limits hold for the code of {@code job} too; null if none does. */
  public static @Nullable Job limiting(Job job) {
    return job instanceof StructuredCoroutine node ? node.limitedBy() : job.getParent();
  }

  /**
   * Called when a started child that this Job waits for has ended with {@code cancellation}, by the
   * thread that ends the child.
   */
  public void childEndedBy(CancellationException cancellation) {}

  TreeDepth.@Nullable Branch branch() {
    return branch;
  }

  void setBranch(TreeDepth.Branch branch) {
    this.branch = branch;
  }

  /** Makes this Job a child of {@code parent}, the parent that its constructor was given. */
  void becomeChildOf(@Nullable Job parent) {
    StructuredCoroutine nearest = above;
    counted = nearest != null && nearest.countDescendant();
    attachTo(parent);
  }

  private boolean countDescendant() {
    for (int seen = unended; seen > 0; seen = unended) {
      if (UNENDED.compareAndSet(this, seen, seen + 1)) {
        return true;
      }
    }
    return false;
  }

  @Override
  protected void terminated() {
    TreeDepth.Branch known = branch;
    if (known != null) {
      tree.ended(known);
    }
    StructuredCoroutine node = this;
    while (node != null && UNENDED.decrementAndGet(node) == 0) {
      StructuredCoroutine next = node.counted ? node.above : null;
      node.above = null;
      node.subtreeEnded();
      node = next;
    }
  }

  /**
   * Called when this Job and all its descendants have ended and their completion handlers have
   * returned, by the thread that ends the last of them. kotlinx completes a parent earlier: when it
   * calls the parent's own handler of the last child, other handlers of that child may still run on
   * another thread.
   */
  protected void subtreeEnded() {}

  private boolean needsDeepCall() {
    TreeDepth.Branch known = branch;
    return known != null && isActive() && DeepStackRunner.isUseful() && tree.isDeepBelow(known);
  }

  /** Returns the name of this Job in dumps and messages. */
  @Override
  public String label() {
    return "block";
  }

  /** Returns what this Job is, for dumps. */
  public NodeKind kind() {
    return NodeKind.BLOCK;
  }

  /** Returns the name without the kind: that of a task or scope, or the label of a block. */
  @Override
  public String name() {
    return label();
  }

  /** Returns the thread that runs code of this Job itself, not of a block inside it; or null. */
  public @Nullable Thread runner() {
    JobFrame running = frame;
    return running != null ? running.coroutine.threadIn(running) : null;
  }

  /** Returns whether {@link #runner} waits in this library, and does not run or block elsewhere. */
  public boolean isWaiting() {
    JobFrame running = frame;
    return running != null && running.coroutine.isParked();
  }

  /**
   * Returns for how many nanoseconds {@link #runner} has been waiting; 0 if it does not wait, or if
   * its waits are not timed.
   */
  public long waitedFor() {
    JobFrame running = frame;
    return running != null ? running.coroutine.waitedFor() : 0;
  }

  /**
   * Returns the Job whose end {@link #runner} waits for; null if it waits for something else, or if
   * that is not known.
   */
  public @Nullable Job awaitedJob() {
    JobFrame running = frame;
    return running != null && isWaiting() ? running.coroutine.awaitedJob() : null;
  }

  /**
   * Returns whether {@link #runner} waits for the end of {@link #awaitedJob}, not for a lock of it.
   */
  public boolean awaitsEnd() {
    JobFrame running = frame;
    WaitEdge edge = running == null ? null : running.coroutine.awaited();
    return edge == null || edge.toItsEnd();
  }

  /** Returns the coroutine that runs code of this Job; null if there is none. */
  final @Nullable CoroutineThread runningCoroutine() {
    JobFrame running = frame;
    return running == null ? null : running.coroutine;
  }

  /** Returns the dispatcher of this Job's code; null if no code runs under it. */
  public @Nullable ScopeDispatcher runningOn() {
    CoroutineThread running = runningCoroutine();
    return running == null ? null : running.dispatcher();
  }

  /** Returns the permit of this Job's code; null if no code runs under it. */
  public @Nullable PermitState permit() {
    CoroutineThread running = runningCoroutine();
    return running == null ? null : running.permit();
  }

  void runsIn(@Nullable JobFrame newFrame) {
    frame = newFrame;
  }

  /** Returns whether a cancellation of this Job interrupts the code of {@code other}. */
  boolean tells(JobFrame other) {
    return frame == other;
  }

  /** Returns the cancellation of this Job, which must be cancelled. */
  public CancellationException cancellation() {
    return Continuations.cancellationOf(this);
  }

  /**
   * Returns whether {@code cancellation} tells of the cancellation of this Job, which must be
   * cancelled, and of no other.
   */
  protected boolean isCancelledBy(CancellationException cancellation) {
    return Cancellations.isOf(this, cancellation);
  }

  @Override
  protected void cancellationBegan(Throwable cause) {
    JobFrame running = frame;
    if (running != null) {
      running.requestInterrupt();
    }
  }

  @Override
  protected Throwable failureOf(Throwable told) {
    return ExceptionStandIn.failureOf(told);
  }

  @Override
  public void cancelInternal(Throwable cause) {
    if (needsDeepCall()) {
      DeepStackRunner.run(tree.deepest(), () -> super.cancelInternal(cause));
    } else {
      super.cancelInternal(cause);
    }
  }

  /**
   * Handles {@code cause}, the failure of a child, and returns whether it was handled. Called once
   * for each child that fails.
   */
  protected boolean childFailed(Throwable cause) {
    return super.childCancelled(ExceptionStandIn.of(cause));
  }

  @Override
  public boolean childCancelled(Throwable cause) {
    if (cause instanceof CancellationException) {
      return true;
    }
    Throwable failure = ExceptionStandIn.failureOf(cause);
    if (needsDeepCall()) {
      boolean[] handled = {false};
      DeepStackRunner.run(tree.deepest(), () -> handled[0] = childFailed(failure));
      return handled[0];
    }
    return childFailed(failure);
  }
}
