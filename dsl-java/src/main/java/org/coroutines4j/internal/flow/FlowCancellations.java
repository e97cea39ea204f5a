package org.coroutines4j.internal.flow;

import java.util.concurrent.CancellationException;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.flow.internal.AbortFlowException;
import org.coroutines4j.TaskFailedException;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.kotlinx.Meaning;
import org.jspecify.annotations.Nullable;

/**
 * Tells the collector's own cancellation from all others. These are failures of the flow: an
 * operator with coroutines of its own would take each for the end of one of them, and drop it.
 */
final class FlowCancellations {
  /** For a flow that is collected in the collector's own coroutine. */
  static final Meaning OF_COLLECTOR = (thrown, context) -> meaning(thrown, context.get(Job.Key));

  /**
   * For a flow that an operator collects in a coroutine of its own, which it never cancels alone:
   * if somebody else does, values are missing.
   */
  static final Meaning OF_PART = (thrown, context) -> meaning(thrown, parentOf(context));

  private FlowCancellations() {}

  /** What {@code thrown} by code of a flow means, which {@code body} runs. */
  static Throwable meaning(CoroutineThread body, Throwable thrown) {
    Throwable meant = body.frame().translateFailure(thrown);
    return meant instanceof CancellationException cancellation
            && !body.passes(meant)
            && !isEnough(meant)
            && !body.frame().isEnding()
        ? failure(cancellation)
        : meant;
  }

  /**
   * What {@code thrown} by a flow means that is all {@code body} does: somebody else may cancel the
   * body alone, which whoever waits for its values must not take for the end.
   */
  static Throwable meaningOfWhole(CoroutineThread body, Throwable thrown) {
    Throwable meant = body.frame().translateFailure(thrown);
    return meant instanceof CancellationException cancellation
            && !isCancelled(body.rootJob().getParent())
        ? failure(cancellation)
        : meant;
  }

  /**
   * Whether {@code thrown} comes from code that the generator around emits to, or after the
   * collection in {@code context} was cancelled: no flow handles that as its failure.
   */
  static boolean passes(Throwable thrown, CoroutineContext context) {
    CoroutineThread body = CoroutineThreads.current();
    return isCancelled(context.get(Job.Key))
        || (body != null && (body.passes(thrown) || body.frame().isEnding()));
  }

  private static Throwable meaning(Throwable thrown, @Nullable Job job) {
    if (!(thrown instanceof CancellationException cancellation)
        || isEnough(thrown)
        || isCancelled(job)) {
      return thrown;
    }
    CoroutineThread body = CoroutineThreads.current();
    boolean own = body != null && (body.passes(thrown) || body.frame().isEnding());
    return own ? thrown : failure(cancellation);
  }

  /** Whether {@code job}, or one above it, is cancelled: it will be too, in a moment. */
  private static boolean isCancelled(@Nullable Job job) {
    for (Job above = job; above != null; above = above.getParent()) {
      if (above.isCancelled()) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Job parentOf(CoroutineContext context) {
    Job job = context.get(Job.Key);
    return job == null ? null : job.getParent();
  }

  /** Whether it ends the flow above, which has given all that is wanted. */
  static boolean isEnough(Throwable thrown) {
    return thrown instanceof Enough || thrown instanceof AbortFlowException;
  }

  private static TaskFailedException failure(CancellationException foreign) {
    TaskFailedException plain = new TaskFailedException(foreign);
    return new TaskFailedException(
        "the flow ended with a cancellation that is not its collector's: " + plain.getMessage(),
        foreign);
  }
}
