package org.coroutines4j.internal.task;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.coroutines4j.RetryPolicy;
import org.coroutines4j.internal.failure.FailureCollector;
import org.coroutines4j.internal.util.SafeMessages;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.debug.Warning;
import org.coroutines4j.runtime.dispatch.SneakyThrow;

/**
 * The progress of one retry under a policy: the number of attempts, their failures, and the time
 * since the first one. Used by one coroutine at a time.
 */
public final class RetryProgress {
  private final RetryRules rules;
  private final long begin;
  private final FailureCollector retried = new FailureCollector();
  private int attempts;

  /** Called when the first attempt begins. */
  public RetryProgress(RetryPolicy policy, CoroutineThread body) {
    rules = RetryRules.of(policy);
    begin = now(body);
  }

  /**
   * Called when an attempt has failed with {@code failure}. Waits until the next attempt is due and
   * returns true, or returns false if there is none. The wait is a cancellation point. Throws the
   * exception of the policy's condition, with the failures of all attempts suppressed on it.
   */
  public boolean waitAfter(CoroutineThread body, Throwable failure) {
    attempts += attempts < Integer.MAX_VALUE ? 1 : 0;
    Optional<Duration> delay = decide(body, failure);
    if (delay.isEmpty()) {
      return false;
    }
    Duration wait = delay.get();
    tellListener(body, failure, wait);
    if (!rules.isBeforeLimit(elapsed(body) + wait.toNanos())) {
      return false; // the listener has used up the time
    }
    AwaitOperations.delay(body, wait);
    if (!rules.isBeforeLimit(elapsed(body))) {
      return false; // the wait was longer than requested
    }
    retried.add(failure);
    return true;
  }

  /** Suppresses the failures of earlier attempts on {@code last}. Called once. */
  public void suppressOn(Throwable last) {
    retried.suppressOn(last);
  }

  private Optional<Duration> decide(CoroutineThread body, Throwable failure) {
    try {
      return rules.delayAfter(attempts, failure, Duration.ofNanos(elapsed(body)));
    } catch (Throwable t) {
      Throwable thrown = body.frame().translateFailure(t);
      if (!endsRetry(body, thrown)) {
        if (thrown != SafeMessages.causeOf(failure)) {
          retried.add(failure); // else each would contain the other
        }
        suppressOn(thrown);
      }
      throw SneakyThrow.sneak(thrown);
    }
  }

  /**
   * Calls the listener of the policy. Logs its exception and suppresses it on {@code failure}; the
   * retry continues.
   */
  private void tellListener(CoroutineThread body, Throwable failure, Duration wait) {
    RetryPolicy.Listener listener = rules.listener();
    if (listener == null) {
      return;
    }
    try {
      listener.onRetry(attempts, RetryRules.unwrapped(failure), wait);
    } catch (Throwable t) {
      Throwable thrown = body.frame().translateFailure(t);
      if (endsRetry(body, thrown)) {
        throw SneakyThrow.sneak(thrown);
      }
      Warning.RETRY_LISTENER_FAILED.logLine(
          "the listener of a retry failed after attempt "
              + attempts
              + ": "
              + SafeMessages.of(thrown));
      if (thrown != failure && thrown != SafeMessages.causeOf(failure)) {
        FailureCollector.suppress(/* thrown= */ failure, /* failure= */ thrown);
      }
    }
  }

  /**
   * Returns whether {@code thrown} is the cancellation of the caller, or was thrown by a collector
   * downstream. Such an exception ends the retry unchanged.
   */
  private static boolean endsRetry(CoroutineThread body, Throwable thrown) {
    return (thrown instanceof CancellationException && body.frame().isEnding())
        || body.passes(thrown);
  }

  private long elapsed(CoroutineThread body) {
    return Math.max(0, now(body) - begin);
  }

  private static long now(CoroutineThread body) {
    return body.dispatcher().clock().nanoTime();
  }
}
