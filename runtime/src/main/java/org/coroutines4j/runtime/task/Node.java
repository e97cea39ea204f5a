package org.coroutines4j.runtime.task;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.Job;
import org.coroutines4j.runtime.bridge.BodyCoroutine;
import org.coroutines4j.runtime.bridge.Suspensions;
import org.jspecify.annotations.Nullable;

/** A Job of the task tree that knows its depth and the frame that a body runs under it. */
public abstract class Node extends BodyCoroutine {
  /** How deep a tree of Jobs is. */
  private static final class Tree {
    private static final AtomicIntegerFieldUpdater<Tree> DEEPEST =
        AtomicIntegerFieldUpdater.newUpdater(Tree.class, "deepest");

    private static final AtomicIntegerFieldUpdater<Tree> DEEP =
        AtomicIntegerFieldUpdater.newUpdater(Tree.class, "deep");

    /** The depth of the deepest Job so far. */
    volatile int deepest;

    /**
     * How many deep Jobs have been made and have not ended. Counted before they join the tree, so
     * never too low: while there are none, the tree is shallow.
     */
    volatile int deep;
  }

  private final Tree tree;
  private final int depth;

  /**
   * The frame of the body that runs under this Job, if one does. Written before the body looks
   * whether the Job is cancelled, and read after it is: so one of them sees the other.
   */
  private volatile @Nullable Frame frame;

  Node(CoroutineContext context, @Nullable Job parent, boolean active) {
    super(context, active);
    Job above = parent;
    int levels = 1;
    while (above != null && !(above instanceof Node)) { // coroutines of Kotlin in between
      above = above.getParent();
      levels++;
    }
    if (above instanceof Node node) {
      tree = node.tree;
      depth = node.depth + levels;
    } else {
      tree = new Tree();
      depth = 0;
    }
    if (depth > tree.deepest) {
      Tree.DEEPEST.accumulateAndGet(tree, depth, Math::max);
    }
    if (DeepCalls.isDeep(depth)) {
      Tree.DEEP.incrementAndGet(tree);
    }
  }

  /** How many Jobs are above it, up to the topmost of ours. */
  public int depth() {
    return depth;
  }

  @Override
  protected void terminated() {
    if (DeepCalls.isDeep(depth)) {
      Tree.DEEP.decrementAndGet(tree);
    }
  }

  private boolean needsDeepCall() {
    return tree.deep > 0 && DeepCalls.isNeeded(tree.deepest - depth);
  }

  /** What a dump calls it. */
  public String label() {
    return "block";
  }

  /** The thread that runs code of this Job, and of none inside it; null if none does now. */
  public @Nullable Thread runner() {
    Frame running = frame;
    return running != null ? running.body.threadIn(running) : null;
  }

  /** Whether {@link #runner} waits in this library, and does not run or block elsewhere. */
  public boolean isWaiting() {
    Frame running = frame;
    return running != null && running.body.isParked();
  }

  /** In debug mode, for how many nanoseconds {@link #runner} has been waiting; else 0. */
  public long waitedFor() {
    Frame running = frame;
    return running != null ? running.body.waitedFor() : 0;
  }

  void runsIn(@Nullable Frame bodyFrame) {
    this.frame = bodyFrame;
  }

  /** Whether {@code bodyFrame} is what hears of a cancellation. */
  boolean tells(Frame bodyFrame) {
    return frame == bodyFrame;
  }

  /** Why this Job is cancelled; it must be. */
  public CancellationException cancellation() {
    return Suspensions.cancellationOf(this);
  }

  /** Whether {@code cancellation} is that of this Job, which must be cancelled, and no other. */
  protected boolean isCancelledBy(CancellationException cancellation) {
    return Cancellations.isOf(this, cancellation);
  }

  @Override
  protected void cancellationBegan(Throwable cause) {
    Frame running = frame;
    if (running != null) {
      running.requestInterrupt();
    }
  }

  @Override
  public void cancelInternal(Throwable cause) {
    if (needsDeepCall()) {
      DeepCalls.run(tree.deepest, () -> super.cancelInternal(cause));
    } else {
      super.cancelInternal(cause);
    }
  }

  /** Whether {@code cause}, the failure of a child, is taken care of; called once a child. */
  protected boolean childFailed(Throwable cause) {
    return super.childCancelled(cause);
  }

  @Override
  public boolean childCancelled(Throwable cause) {
    if (cause instanceof CancellationException) {
      return true;
    }
    if (needsDeepCall()) {
      boolean[] handled = {false};
      DeepCalls.run(tree.deepest, () -> handled[0] = childFailed(cause));
      return handled[0];
    }
    return childFailed(cause);
  }
}
