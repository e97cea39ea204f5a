package org.coroutines4j.runtime.coroutine;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.Job;
import org.coroutines4j.runtime.debug.DeadlockDetector;
import org.coroutines4j.runtime.kotlinx.Continuations;
import org.coroutines4j.runtime.kotlinx.JavaCoroutine;
import org.jspecify.annotations.Nullable;

/** A Job of the task tree that knows its depth and the frame that a body runs under it. */
public abstract class StructuredCoroutine extends JavaCoroutine implements DeadlockDetector.Node {
  private static final AtomicIntegerFieldUpdater<StructuredCoroutine> UNSERVED =
      AtomicIntegerFieldUpdater.newUpdater(StructuredCoroutine.class, "unserved");

  /** Null once this is over: a task that is kept for its value must not keep its ancestors. */
  private volatile @Nullable StructuredCoroutine above;

  private final TreeDepth tree;
  private final int depth;

  /** Set under the lock of the tree. */
  private volatile TreeDepth.@Nullable Branch branch;

  /** Whether {@link #above} waits for this one too. */
  private boolean counted;

  /**
   * One for this Job until it has ended and its completion handlers have returned, and one for each
   * Job below that is counted here.
   */
  private volatile int unserved = 1;

  /**
   * The frame of the body that runs under this Job, if one does. Written before the body looks
   * whether the Job is cancelled, and read after it is: so one of them sees the other.
   */
  private volatile @Nullable JobFrame frame;

  StructuredCoroutine(CoroutineContext context, @Nullable Job parent, boolean active) {
    super(context, active);
    Job ancestor = parent;
    int levels = 1;
    while (ancestor != null
        && !(ancestor instanceof StructuredCoroutine)) { // coroutines of Kotlin in between
      ancestor = ancestor.getParent();
      levels++;
    }
    StructuredCoroutine nearest = (StructuredCoroutine) ancestor;
    above = nearest;
    tree = nearest == null ? new TreeDepth() : nearest.tree;
    depth = nearest == null ? 0 : nearest.depth + levels;
    tree.note(depth, nearest);
  }

  /** How many Jobs are above it, up to the topmost of ours. */
  public int depth() {
    return depth;
  }

  @Nullable StructuredCoroutine above() {
    return above;
  }

  /** Returns whether {@code job} cannot be over before this one: it is this one, or above it. */
  public boolean holdsUp(Job job) {
    StructuredCoroutine node = this;
    while (node != null && node != job) {
      node = node.above;
    }
    return node != null;
  }

  /** Returns whether {@code below} is {@code job}, or below it. */
  public static boolean isAtOrAbove(Job job, Job below) {
    for (Job at = below; at != null; at = at.getParent()) {
      if (at == job) {
        return true;
      }
    }
    return false;
  }

  /** Called when a started child that this one waits for has ended by {@code cancellation}. */
  public void childEndedBy(CancellationException cancellation) {}

  TreeDepth.@Nullable Branch branch() {
    return branch;
  }

  void setBranch(TreeDepth.Branch branch) {
    this.branch = branch;
  }

  /** Makes this a child of {@code parent}, to which it was made. */
  void becomeChildOf(@Nullable Job parent) {
    StructuredCoroutine nearest = above;
    counted = nearest != null && nearest.countOneMore();
    attachTo(parent);
  }

  private boolean countOneMore() {
    for (int seen = unserved; seen > 0; seen = unserved) {
      if (UNSERVED.compareAndSet(this, seen, seen + 1)) {
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
    while (node != null && UNSERVED.decrementAndGet(node) == 0) {
      StructuredCoroutine next = node.counted ? node.above : null;
      node.above = null;
      node.served();
      node = next;
    }
  }

  /**
   * The completion handlers of this Job, and of all that joined below it, have returned. kotlinx
   * lets a parent complete when one handler of its last child, its own, is called: handlers of that
   * child may still run on the other thread then.
   */
  protected void served() {}

  private boolean needsDeepCall() {
    TreeDepth.Branch known = branch;
    return known != null && isActive() && DeepStackRunner.isUseful() && tree.isDeepBelow(known);
  }

  /** What a dump calls it. */
  @Override
  public String label() {
    return "block";
  }

  /** The thread that runs code of this Job, and of none inside it; null if none does now. */
  public @Nullable Thread runner() {
    JobFrame running = frame;
    return running != null ? running.body.threadIn(running) : null;
  }

  /** Whether {@link #runner} waits in this library, and does not run or block elsewhere. */
  public boolean isWaiting() {
    JobFrame running = frame;
    return running != null && running.body.isParked();
  }

  /** In debug mode, for how many nanoseconds {@link #runner} has been waiting; else 0. */
  public long waitedFor() {
    JobFrame running = frame;
    return running != null ? running.body.waitedFor() : 0;
  }

  void runsIn(@Nullable JobFrame bodyFrame) {
    this.frame = bodyFrame;
  }

  /** Whether {@code bodyFrame} is what hears of a cancellation. */
  boolean tells(JobFrame bodyFrame) {
    return frame == bodyFrame;
  }

  /** Why this Job is cancelled; it must be. */
  public CancellationException cancellation() {
    return Continuations.cancellationOf(this);
  }

  /** Whether {@code cancellation} is that of this Job, which must be cancelled, and no other. */
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
    return Shielded.failureOf(told);
  }

  @Override
  public void cancelInternal(Throwable cause) {
    if (needsDeepCall()) {
      DeepStackRunner.run(tree.deepest(), () -> super.cancelInternal(cause));
    } else {
      super.cancelInternal(cause);
    }
  }

  /** Whether {@code cause}, the failure of a child, is taken care of; called once a child. */
  protected boolean childFailed(Throwable cause) {
    return super.childCancelled(Shielded.of(cause));
  }

  @Override
  public boolean childCancelled(Throwable cause) {
    if (cause instanceof CancellationException) {
      return true;
    }
    Throwable failure = Shielded.failureOf(cause);
    if (needsDeepCall()) {
      boolean[] handled = {false};
      DeepStackRunner.run(tree.deepest(), () -> handled[0] = childFailed(failure));
      return handled[0];
    }
    return childFailed(failure);
  }
}
