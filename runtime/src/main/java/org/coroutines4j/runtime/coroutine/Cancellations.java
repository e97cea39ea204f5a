package org.coroutines4j.runtime.coroutine;

import java.util.concurrent.CancellationException;
import kotlinx.coroutines.CopyableThrowable;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.flow.internal.AbortFlowException;
import org.coroutines4j.runtime.kotlinx.Continuations;
import org.jspecify.annotations.Nullable;

/**
 * Makes and compares the exceptions that tell code of a cancellation. Each wait throws a new
 * exception, because try-with-resources would suppress an exception that is thrown twice on itself,
 * which the JDK refuses.
 */
final class Cancellations {
  /** The limit for chains of causes, which may be cyclic. */
  private static final int LONGEST_CHAIN = 16;

  private Cancellations() {}

  /**
   * Returns a new exception with the message of {@code why} and with {@code cause} as its cause. An
   * exception that kotlinx can copy is copied by kotlinx and has the cause that kotlinx gives it.
   * An {@code AbortFlowException}, by which the operators of kotlinx end a flow, is returned
   * itself, because they recognize it by identity.
   *
   * <p>{@code AbortFlowException} is an internal of kotlinx; {@code InternalsTest} fails if it
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

  /**
   * Returns a copy made by {@code why} itself, which has its cause already, as the exception of
   * Kotlin's {@code withTimeout} does; null if it makes none.
   */
  private static @Nullable CancellationException copyOfSameType(CancellationException why) {
    try {
      return why instanceof CopyableThrowable<?> copyable
              && copyable.createCopy() instanceof CancellationException copy
          ? copy
          : null;
    } catch (Throwable broken) { // thrown by a user's override
      return null;
    }
  }

  private static @Nullable String messageOf(CancellationException why) {
    try {
      return why.getMessage();
    } catch (Throwable broken) { // thrown by a user's override
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
    Throwable root = causeOf(why); // for a failure, kotlinx makes a new `why` each time
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
   * Returns whether the cancellation of {@code outer} also cancelled {@code inner}. Both must be
   * cancelled. Returns false, for example, for a timeout that expired before its caller was
   * cancelled.
   */
  static boolean haveSameOrigin(Job inner, Job outer) {
    return isOf(outer, Continuations.cancellationOf(inner));
  }

  /** As {@code getCause}, but returns null if a user's override of it throws. */
  static @Nullable Throwable causeOf(Throwable thrown) {
    try {
      return thrown.getCause();
    } catch (Throwable broken) {
      return null;
    }
  }
}
