package org.coroutines4j.runtime.coroutine;

import java.util.Iterator;
import kotlin.coroutines.ContinuationInterceptor;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.internal.ScopeCoroutine;
import org.jspecify.annotations.Nullable;

/** Parts of coroutine contexts. */
public final class CoroutineContexts {
  /** Among more children, those of a scope with many tasks, nobody looks for one in line. */
  private static final int MOST_CHILDREN = 256;

  private CoroutineContexts() {}

  /**
   * The context of the Kotlin code that this thread runs, a step of the coroutine of {@code
   * context}. Before its first wait, a {@code withTimeout} or {@code coroutineScope} in that is in
   * line, and nobody is told of it; but it is there as a child, as the only one of its kind.
   *
   * <p>{@code ScopeCoroutine} is an internal of kotlinx; {@code InternalsTest} notices if it
   * changes.
   */
  static CoroutineContext inLine(CoroutineContext context) {
    CoroutineContext innermost = aroundEnded(context);
    Job job = innermost.get(Job.Key);
    while (job != null) {
      job = blockOf(job);
      if (job != null) {
        innermost = ((CoroutineScope) job).getCoroutineContext();
      }
    }
    return innermost;
  }

  /**
   * {@code context}, or that around the blocks of it that have ended: a step that begins in a
   * {@code coroutineScope} goes on, when that ends, with the code around it.
   */
  static CoroutineContext aroundEnded(CoroutineContext context) {
    CoroutineContext around = context;
    while (around.get(Job.Key) instanceof ScopeCoroutine<?> block && block.isCompleted()) {
      around = block.uCont.getContext();
    }
    return around;
  }

  /** Whether {@code job} is that of a {@code coroutineScope} or the like, run in line. */
  public static boolean isBlock(Job job) {
    return job instanceof ScopeCoroutine<?>;
  }

  private static @Nullable Job blockOf(Job job) {
    Iterator<Job> children = job.getChildren().iterator();
    for (int i = 0; i < MOST_CHILDREN && children.hasNext(); i++) {
      Job child = children.next();
      if (child instanceof ScopeCoroutine<?> && !child.isCompleted()) {
        return child;
      }
    }
    return null;
  }

  /**
   * Whether {@code job} is that of {@code frame}, or a {@code coroutineScope} in what this frame or
   * one around it awaits: a step of code that stands still on this thread, so that nothing else of
   * it runs beside.
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

  /** Whether {@code job} is {@code whole}, or a {@code coroutineScope} in that. */
  static boolean isPartOf(@Nullable Job job, @Nullable Job whole) {
    Job part = job;
    while (part != whole && part instanceof ScopeCoroutine) {
      part = part.getParent();
    }
    return part == whole;
  }

  /** What is inherited by tasks: the context without its Job and its dispatcher. */
  public static CoroutineContext elementsOf(CoroutineContext context) {
    return context.minusKey(Job.Key).minusKey(ContinuationInterceptor.Key);
  }
}
