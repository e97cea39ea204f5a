package org.coroutines4j.runtime.coroutine;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Records the Jobs of one tree that have many levels below them. Cancelling such a Job needs a
 * large stack; cancelling any other Job of the tree does not.
 *
 * <p>A Job that has, or has had, about {@value #HEIGHT} levels below it has a {@link Branch}, which
 * knows the branches below it that have not ended. So a chain of branches is a chain of live Jobs,
 * and less than {@link #HEIGHT} + {@link #STEP} levels lie below its last one.
 *
 * <p>A Job gets its branch when a Job that many levels lower is created. Only a Job whose depth
 * passes a multiple of {@link #STEP} walks up {@link #HEIGHT} levels to find it. On average, that
 * is three steps for each Job of a chain.
 */
final class TreeDepth {
  /** The number of levels below a Job from which on it has a branch. */
  private static final int HEIGHT = 96;

  /** The number of levels between two Jobs of a chain that search for an ancestor to branch. */
  private static final int STEP = 32;

  /** The length of a chain of branches from which on cancelling it needs a large stack. */
  private static final int LONG_CHAIN = 64;

  /**
   * An upper bound of the depth of all Jobs so far, once one of them has a branch. Written under
   * the lock.
   */
  private volatile int deepest;

  /** The record of one Job that has, or has had, many levels below it. */
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

  /** Called when a Job at {@code depth} is created, with the nearest ancestor {@code above}. */
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
   * Gives a branch to {@code node} and to its ancestors without one, from the top to the bottom. So
   * all ancestors of a Job with a branch have one, unless they have ended.
   */
  private static void branchOf(StructuredCoroutine node) {
    Deque<StructuredCoroutine> unbranched = new ArrayDeque<>();
    StructuredCoroutine top = node;
    while (top != null && top.branch() == null && !top.isCompleted()) {
      unbranched.push(top);
      top = top.above();
    }
    Branch above = top == null ? null : top.branch();
    for (StructuredCoroutine next : unbranched) {
      Branch branch = new Branch(next.depth(), above);
      next.setBranch(branch);
      if (above != null) {
        above.below.add(branch);
      }
      above = branch;
    }
  }

  /** Called when the Job of {@code branch} has ended. */
  synchronized void ended(Branch branch) {
    if (branch.above != null) {
      branch.above.below.remove(branch);
    }
  }

  /**
   * Returns whether so many levels lie below the Job of {@code top} now that it needs a large
   * stack.
   */
  synchronized boolean isDeepBelow(Branch top) {
    Deque<Branch> unvisited = new ArrayDeque<>();
    unvisited.push(top);
    while (!unvisited.isEmpty()) {
      Branch branch = unvisited.pop();
      if (branch.depth - top.depth >= LONG_CHAIN) {
        return true;
      }
      branch.below.forEach(unvisited::push);
    }
    return false;
  }
}
