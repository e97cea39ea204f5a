package org.coroutines4j.internal.task;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.coroutines4j.RetryPolicy;
import org.coroutines4j.internal.failure.Exceptions;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.dispatch.SneakyThrow;
import org.jspecify.annotations.Nullable;

/** The loop of {@code Async.retry}. */
public final class RetryLoop {
  private RetryLoop() {}

  /**
   * Calls {@code work} on the current thread until it returns, as often as {@code policy} allows.
   * Throws the last failure unchecked, with the earlier ones suppressed on it. A cancellation point
   * before each attempt.
   */
  public static <T extends @Nullable Object> T call(
      CoroutineThread body, RetryPolicy policy, Callable<? extends T> work) {
    RetryProgress progress = new RetryProgress(policy, body);
    while (true) {
      body.frame().ensureActive();
      Throwable failure;
      try {
        return work.call();
      } catch (Throwable t) {
        failure = body.frame().translateFailure(t);
      }
      // failures that a collector downstream has thrown are not retried
      if (failure instanceof CancellationException || body.passes(failure)) {
        throw SneakyThrow.sneak(failure);
      }
      if (!isTriedAgain(progress, body, failure)) {
        Throwable thrown = Exceptions.wrap(failure);
        progress.suppressOn(thrown);
        throw Exceptions.raise(thrown);
      }
    }
  }

  private static boolean isTriedAgain(
      RetryProgress progress, CoroutineThread body, Throwable failure) {
    try {
      return progress.waitAfter(body, failure);
    } catch (Throwable ofCondition) {
      throw Exceptions.throwUnchecked(ofCondition);
    }
  }
}
