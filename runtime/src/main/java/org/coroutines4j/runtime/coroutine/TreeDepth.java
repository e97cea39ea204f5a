package org.coroutines4j.runtime.coroutine;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Knows below which Jobs of one tree many levels lie, so that cancelling these uses a stack that is
 * large enough, and cancelling any other Job of the tree does not.
 *
 * <p>A Job that some {@value #HEIGHT} levels lie below, or have lain, has a {@link Branch}. It
 * knows the branches below it that have not ended. So a chain of branches is a chain of live Jobs,
 * and what lies below the last one is less than {@link #HEIGHT} and {@link #STEP} levels deep. A
 * Job gets its branch when a Job that is so many levels lower is made. A Job whose depth passes a
 * multiple of {@link #STEP} walks up {@link #HEIGHT} levels for that: three for each Job of a
 * chain.
 */
final class TreeDepth {
  /** Below a Job with a branch lie this many levels, or have lain. */
  private static final int HEIGHT = 96;

  /** The levels between two Jobs of a chain that look for ancestors without a branch. */
  private static final int STEP = 32;

  /** A chain of branches as long as this and what lies below need more than a usual stack. */
  private static final int LONG = 64;

  /** The depth of the deepest Job so far; written by {@link #note} only. */
  private volatile int deepest;

  /** Of a Job of the tree. */
  static final class Branch {
    private final int depth;
    private final @Nullable Branch above;
    private final Set<Branch> below = Collections.newSetFromMap(new IdentityHashMap<>(2));

    private Branch(int depth, @Nullable Branch above) {
      this.depth = depth;
      this.above = above;
    }
  }

  int deepest() {
    return deepest;
  }

  /** A Job at {@code depth} is being made below {@code above}. */
  void note(int depth, @Nullable StructuredCoroutine above) {
    if (above == null || depth < HEIGHT || depth / STEP == above.depth() / STEP) {
      return;
    }
    StructuredCoroutine top = above;
    while (top != null && depth - top.depth() < HEIGHT) {
      top = top.above();
    }
    if (top != null && (top.branch() == null || depth + STEP > deepest)) {
      synchronized (this) {
        deepest = Math.max(deepest, depth + STEP);
        branchOf(top);
      }
    }
  }

  /**
   * Gives {@code node} a branch, and those above it that have none, from the top to the bottom: so
   * a Job below one with a branch has nothing to do.
   */
  private static void branchOf(StructuredCoroutine node) {
    Deque<StructuredCoroutine> without = new ArrayDeque<>();
    StructuredCoroutine top = node;
    while (top != null && top.branch() == null && !top.isCompleted()) {
      without.push(top);
      top = top.above();
    }
    Branch above = top == null ? null : top.branch();
    for (StructuredCoroutine next : without) {
      Branch branch = new Branch(next.depth(), above);
      next.setBranch(branch);
      if (above != null) {
        above.below.add(branch);
      }
      above = branch;
    }
  }

  /** The Job of {@code branch} has ended. */
  synchronized void ended(Branch branch) {
    if (branch.above != null) {
      branch.above.below.remove(branch);
    }
  }

  /** Returns whether more levels lie below the Job of {@code top} now than a usual stack is for. */
  synchronized boolean isDeepBelow(Branch top) {
    Deque<Branch> left = new ArrayDeque<>();
    left.push(top);
    while (!left.isEmpty()) {
      Branch branch = left.pop();
      if (branch.depth - top.depth >= LONG) {
        return true;
      }
      branch.below.forEach(left::push);
    }
    return false;
  }
}
