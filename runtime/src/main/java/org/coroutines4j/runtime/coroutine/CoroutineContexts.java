package org.coroutines4j.runtime.coroutine;

import java.util.Iterator;
import kotlin.coroutines.ContinuationInterceptor;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.CoroutineName;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.internal.ScopeCoroutine;
import org.jspecify.annotations.Nullable;

/** Finds parts of coroutine contexts. */
public final class CoroutineContexts {
  /**
   * The number of children that are searched for an inline block. A Job with more children is that
   * of a scope with many tasks, for which a full search would take too long.
   */
  private static final int MAX_CHILDREN = 256;

  private CoroutineContexts() {}

  /**
   * Returns the context of the Kotlin code that the current thread runs, as a step of the coroutine
   * of {@code context}. Until it first waits, a {@code withTimeout} or {@code coroutineScope} runs
   * inline and is not dispatched. It is found as the only active child of its kind.
   *
   * <p>{@code ScopeCoroutine} is an internal of kotlinx; {@code InternalsTest} fails if it changes.
   */
  static CoroutineContext innermost(CoroutineContext context) {
    CoroutineContext found = skipEndedBlocks(context);
    Job job = found.get(Job.Key);
    while (job != null) {
      job = blockOf(job);
      if (job != null) {
        found = ((CoroutineScope) job).getCoroutineContext();
      }
    }
    return found;
  }

  /**
   * Returns {@code context}, or, if it is that of blocks that have ended, the context of the code
   * around them. A step that begins in a {@code coroutineScope} continues with the code around it
   * when the block ends.
   */
  static CoroutineContext skipEndedBlocks(CoroutineContext context) {
    CoroutineContext around = context;
    while (around.get(Job.Key) instanceof ScopeCoroutine<?> block && block.isCompleted()) {
      around = block.uCont.getContext();
    }
    return around;
  }

  /**
   * Returns the name that code has given to the coroutine of {@code job}; null if there is none.
   * kotlinx makes a coroutine a child of its parent before it sets the context, so a coroutine that
   * another thread is just creating has no name yet.
   */
  public static @Nullable String nameOf(Job job) {
    if (!(job instanceof CoroutineScope scope)) {
      return null;
    }
    CoroutineContext context = scope.getCoroutineContext();
    return context == null ? null : nameIn(context);
  }

  /** Returns the name of coroutines in {@code context}; null if they have none. */
  public static @Nullable String nameIn(CoroutineContext context) {
    CoroutineName name = context.get(CoroutineName.Key);
    return name == null ? null : name.getName();
  }

  /** Returns whether {@code job} is that of an inline block such as {@code coroutineScope}. */
  public static boolean isBlock(Job job) {
    return job instanceof ScopeCoroutine<?>;
  }

  private static @Nullable Job blockOf(Job job) {
    Iterator<Job> children = job.getChildren().iterator();
    for (int i = 0; i < MAX_CHILDREN && children.hasNext(); i++) {
      Job child = children.next();
      if (child instanceof ScopeCoroutine<?> && !child.isCompleted()) {
        return child;
      }
    }
    return null;
  }

  /**
   * Returns whether {@code job} is that of {@code frame}, or that of a {@code coroutineScope} in
   * the code that this frame or a frame around it awaits. That code is suspended in a step of the
   * current thread, so no other part of it runs concurrently.
   */
  static boolean isPartOf(@Nullable Job job, JobFrame frame) {
    if (job == frame.job) {
      return true;
    }
    for (JobFrame around = frame; around != null; around = around.outer) {
      if (job != around.job && isPartOf(job, around.job)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether {@code job} is {@code whole}, or a {@code coroutineScope} in it. */
  static boolean isPartOf(@Nullable Job job, @Nullable Job whole) {
    Job part = job;
    while (part != whole && part instanceof ScopeCoroutine) {
      part = part.getParent();
    }
    return part == whole;
  }

  /** Returns what tasks inherit: {@code context} without its Job and its dispatcher. */
  public static CoroutineContext elementsOf(CoroutineContext context) {
    return context.minusKey(Job.Key).minusKey(ContinuationInterceptor.Key);
  }
}
