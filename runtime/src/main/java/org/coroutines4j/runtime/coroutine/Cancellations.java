package org.coroutines4j.runtime.coroutine;

import java.util.concurrent.CancellationException;
import kotlinx.coroutines.CopyableThrowable;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.flow.internal.AbortFlowException;
import org.coroutines4j.runtime.kotlinx.Continuations;
import org.jspecify.annotations.Nullable;

/**
 * The exceptions that tell code of a cancellation. Each wait throws one of its own: an exception
 * that is thrown twice cannot be suppressed on itself, which try-with-resources would do.
 */
final class Cancellations {
  /** A chain of causes may be a ring. */
  private static final int LONGEST_CHAIN = 16;

  private Cancellations() {}

  /**
   * Returns a new exception with the message of {@code why}, and {@code cause} as its cause. What
   * the operators of kotlinx end a flow by is returned itself: they know it by identity.
   *
   * <p>{@code AbortFlowException} is an internal of kotlinx; {@code InternalsTest} notices if it
   * changes.
   */
  static CancellationException copyOf(CancellationException why, CancellationException cause) {
    if (why instanceof AbortFlowException) {
      return why;
    }
    CancellationException sameType = copyOfSameType(why);
    if (sameType != null) {
      return sameType;
    }
    CancellationException copy = new CancellationException(messageOf(why));
    copy.initCause(cause);
    return copy;
  }

  /** As that of Kotlin's {@code withTimeout}, which has its cause already. */
  private static @Nullable CancellationException copyOfSameType(CancellationException why) {
    try {
      return why instanceof CopyableThrowable<?> copyable
              && copyable.createCopy() instanceof CancellationException copy
          ? copy
          : null;
    } catch (Throwable broken) { // code of a user
      return null;
    }
  }

  private static @Nullable String messageOf(CancellationException why) {
    try {
      return why.getMessage();
    } catch (Throwable broken) { // code of a user
      return why.getClass().getName();
    }
  }

  /** Returns a new exception that tells of the cancellation of {@code job}. */
  static CancellationException of(Job job) {
    CancellationException why = Continuations.cancellationOf(job);
    return copyOf(why, why);
  }

  /** Returns whether {@code thrown} tells of the cancellation of {@code job}, and of no other. */
  static boolean isOf(Job job, CancellationException thrown) {
    CancellationException why = Continuations.cancellationOf(job);
    Throwable root = causeOf(why); // where that is a failure, kotlinx makes a new `why` each time
    Throwable link = thrown;
    for (int i = 0; link != null && i < LONGEST_CHAIN; i++) {
      if (link == why || link == root) {
        return true;
      }
      link = causeOf(link);
    }
    return false;
  }

  /**
   * Returns whether {@code inner} was cancelled by what cancelled {@code outer}. Both must be
   * cancelled; a timeout that has expired before its caller was cancelled is no such case.
   */
  static boolean haveSameOrigin(Job inner, Job outer) {
    return isOf(outer, Continuations.cancellationOf(inner));
  }

  /** As {@code getCause}, which may be code of a user that fails. */
  static @Nullable Throwable causeOf(Throwable thrown) {
    try {
      return thrown.getCause();
    } catch (Throwable broken) {
      return null;
    }
  }
}
