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
 * Distinguishes the collector's own cancellation from all other cancellations, which are failures
 * of the flow. Without this translation, an operator with coroutines of its own would take such an
 * exception for the end of one of them, and drop it.
 */
final class FlowCancellations {
  /** The meaning of exceptions in a flow that is collected in the collector's own coroutine. */
  static final Meaning OF_COLLECTOR = (thrown, context) -> meaning(thrown, context.get(Job.Key));

  /**
   * The meaning of exceptions in a flow that an operator collects in a coroutine of its own. The
   * operator never cancels that coroutine alone. If other code does, values are missing, so that is
   * a failure.
   */
  static final Meaning OF_PART = (thrown, context) -> meaning(thrown, parentOf(context));

  private FlowCancellations() {}

  /**
   * Translates {@code thrown} by code of a flow that runs on {@code body}. A cancellation that is
   * neither the collector's nor an early end becomes a failure.
   */
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
   * Translates {@code thrown} by a flow that is all that {@code body} runs. Other code may cancel
   * the coroutine of {@code body} alone. The consumer of its values must not take that for the end
   * of the flow.
   */
  static Throwable meaningOfWhole(CoroutineThread body, Throwable thrown) {
    Throwable meant = body.frame().translateFailure(thrown);
    return meant instanceof CancellationException cancellation
            && !isCancelled(body.rootJob().getParent())
        ? failure(cancellation)
        : meant;
  }

  /**
   * Translates {@code thrown} by a flow that runs as a block of {@code body}. A cancellation that
   * is not that of {@code consumer}, the Job around the block, becomes a failure. If that is null,
   * the block itself was cancelled.
   */
  static Throwable meaningOfBlock(CoroutineThread body, Throwable thrown, @Nullable Job consumer) {
    Throwable meant = body.frame().translateFailure(thrown);
    return meant instanceof CancellationException cancellation
            && consumer != null
            && !body.passes(meant)
            && !isCancelled(consumer)
        ? failure(cancellation)
        : meant;
  }

  /**
   * Returns whether {@code thrown} comes from the code downstream of a generator, or was thrown
   * after the collection in {@code context} was cancelled. No flow handles such an exception as a
   * failure of its own.
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

  /**
   * Returns whether {@code job} or one of its ancestors is cancelled. Then {@code job} will be
   * cancelled too, shortly.
   */
  private static boolean isCancelled(@Nullable Job job) {
    for (Job ancestor = job; ancestor != null; ancestor = ancestor.getParent()) {
      if (ancestor.isCancelled()) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Job parentOf(CoroutineContext context) {
    Job job = context.get(Job.Key);
    return job == null ? null : job.getParent();
  }

  /** Returns whether {@code thrown} ends an upstream flow from which no more values are wanted. */
  static boolean isEnough(Throwable thrown) {
    return thrown instanceof StopFlowException || thrown instanceof AbortFlowException;
  }

  private static TaskFailedException failure(CancellationException foreign) {
    TaskFailedException plain = new TaskFailedException(foreign);
    return new TaskFailedException(
        "the flow ended with a cancellation that is not its collector's: " + plain.getMessage(),
        foreign);
  }
}
