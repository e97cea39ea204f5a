package org.coroutines4j.internal.task;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.coroutines4j.RetryPolicy;
import org.coroutines4j.internal.failure.FailureReporter;
import org.coroutines4j.internal.failure.Failures;
import org.coroutines4j.internal.util.SafeMessages;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.dispatch.SneakyThrow;

/** How far one retry under a policy has come. For one coroutine at a time. */
public final class RetryProgress {
  private final RetryRules rules;
  private final long begin;
  private final Failures retried = new Failures();
  private int attempts;

  /** The first attempt begins now. */
  public RetryProgress(RetryPolicy policy, CoroutineThread body) {
    rules = RetryRules.of(policy);
    begin = now(body);
  }

  /**
   * An attempt has failed with {@code failure}: waits for the next one and returns true, or returns
   * false if there is none. Throws what the condition of the policy throws, with the failures of
   * all attempts suppressed on it.
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
      return false; // the listener took its time
    }
    AwaitOperations.delay(body, wait);
    if (!rules.isBeforeLimit(elapsed(body))) {
      return false; // the wait took longer than it should
    }
    retried.add(failure);
    return true;
  }

  /** Adds the failures of earlier attempts to what {@code last} suppresses; called once. */
  public void suppressOn(Throwable last) {
    retried.suppressOn(last);
  }

  private Optional<Duration> decide(CoroutineThread body, Throwable failure) {
    try {
      return rules.delayAfter(attempts, failure, Duration.ofNanos(elapsed(body)));
    } catch (Throwable t) {
      Throwable thrown = body.frame().translateFailure(t);
      if (!isOfCaller(body, thrown)) {
        retried.add(failure);
        suppressOn(thrown);
      }
      throw SneakyThrow.sneak(thrown);
    }
  }

  /** What the listener throws is logged, and suppressed on {@code failure}; the retry goes on. */
  private void tellListener(CoroutineThread body, Throwable failure, Duration wait) {
    RetryPolicy.Listener listener = rules.listener();
    if (listener == null) {
      return;
    }
    try {
      listener.onRetry(attempts, RetryRules.unwrapped(failure), wait);
    } catch (Throwable t) {
      Throwable thrown = body.frame().translateFailure(t);
      if (isOfCaller(body, thrown)) {
        throw SneakyThrow.sneak(thrown);
      }
      FailureReporter.log(
          "the listener of a retry failed after attempt "
              + attempts
              + ": "
              + SafeMessages.of(thrown));
      if (thrown != failure && thrown != SafeMessages.causeOf(failure)) {
        Failures.suppress(/* thrown= */ failure, /* failure= */ thrown);
      }
    }
  }

  /** Whether {@code thrown} is the caller's cancellation, or comes from what it emits to. */
  private static boolean isOfCaller(CoroutineThread body, Throwable thrown) {
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
