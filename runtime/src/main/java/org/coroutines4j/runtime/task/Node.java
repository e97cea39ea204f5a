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
  /** The depth of the deepest Job of a tree so far. */
  private static final class Tree {
    private static final AtomicIntegerFieldUpdater<Tree> DEEPEST =
        AtomicIntegerFieldUpdater.newUpdater(Tree.class, "deepest");

    volatile int deepest;
  }

  private final Tree tree;
  private final int depth;

  /** The frame of the body that runs under this Job, if one does. */
  private @Nullable Frame frame;

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
  }

  /** How many Jobs are above it, up to the topmost of ours. */
  public int depth() {
    return depth;
  }

  void runsIn(Frame bodyFrame) {
    this.frame = bodyFrame;
  }

  /** Why this Job is cancelled; it must be. */
  public CancellationException cancellation() {
    return Suspensions.cancellationOf(this);
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
    if (DeepCalls.isNeeded(tree.deepest - depth)) {
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
    if (DeepCalls.isNeeded(tree.deepest - depth)) {
      boolean[] handled = {false};
      DeepCalls.run(tree.deepest, () -> handled[0] = childFailed(cause));
      return handled[0];
    }
    return childFailed(cause);
  }
}
