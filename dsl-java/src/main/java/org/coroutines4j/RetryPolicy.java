package org.coroutines4j;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.coroutines4j.function.ThrowingPredicate;
import org.coroutines4j.internal.failure.Exceptions;
import org.coroutines4j.internal.task.RetryRules;
import org.coroutines4j.internal.util.Preconditions;

/**
 * The rules by which {@link Async#retry} and {@link
 * org.coroutines4j.flow.AsyncFlow#retry(RetryPolicy)} try again: how often, when, and after which
 * failures. Immutable: each method returns a new policy in which one setting is replaced.
 *
 * <p>A policy as made by {@link #maxAttempts} or {@link #unlimited} tries again immediately, after
 * any {@link Exception}. Cancellations are never retried.
 */
public final class RetryPolicy {
  static {
    RetryRules.accessedBy(policy -> policy.rules);
  }

  private final RetryRules rules;

  private RetryPolicy(RetryRules rules) {
    this.rules = rules;
  }

  /**
   * Returns a policy that tries at most {@code attempts} times, the first attempt included.
   *
   * @throws IllegalArgumentException if {@code attempts} is less than 1
   */
  public static RetryPolicy maxAttempts(int attempts) {
    return new RetryPolicy(new RetryRules(Preconditions.atLeastOne(attempts, "attempts")));
  }

  /**
   * Returns a policy that tries until an attempt succeeds. Usually combined with waits, and with
   * {@link #within} or a cancellation that ends the retry.
   */
  public static RetryPolicy unlimited() {
    return new RetryPolicy(new RetryRules(RetryRules.UNLIMITED));
  }

  /**
   * Returns a policy that waits {@code delay} before each further attempt. Replaces {@link
   * #exponentialBackoff}.
   *
   * @throws IllegalArgumentException if {@code delay} is negative
   */
  public RetryPolicy fixedDelay(Duration delay) {
    return new RetryPolicy(rules.withDelays(Preconditions.notNegative(delay, "delay"), delay));
  }

  /**
   * Returns a policy that waits {@code initial} before the second attempt, and twice as long before
   * each further one, but never longer than {@code max}. Replaces {@link #fixedDelay}.
   *
   * @throws IllegalArgumentException if {@code initial} is negative, or greater than {@code max}
   */
  public RetryPolicy exponentialBackoff(Duration initial, Duration max) {
    Objects.requireNonNull(initial, "initial");
    Objects.requireNonNull(max, "max");
    if (initial.isNegative() || initial.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          "initial must be between zero and max, but is " + initial + " and max is " + max);
    }
    return new RetryPolicy(rules.withDelays(initial, max));
  }

  /**
   * Returns a policy that makes each wait shorter by a random part of up to {@code fraction} of it.
   * So callers that failed together do not try again together.
   *
   * @param fraction from 0, for no randomness, to 1
   * @throws IllegalArgumentException if {@code fraction} is not between 0 and 1
   */
  public RetryPolicy jitter(double fraction) {
    if (!(fraction >= 0 && fraction <= 1)) {
      throw new IllegalArgumentException("fraction must be between 0 and 1, but is " + fraction);
    }
    return new RetryPolicy(rules.withJitter(fraction));
  }

  /**
   * Returns a policy that tries again only after a failure of one of {@code types}, or of a
   * subclass. A checked exception that came out of an await counts with its own type, not with that
   * of its wrapper.
   *
   * @throws IllegalArgumentException if no type is given
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  public final RetryPolicy retryOn(Class<? extends Throwable>... types) {
    List<Class<? extends Throwable>> copy = Preconditions.nonNull(types, "types");
    if (copy.isEmpty()) {
      throw new IllegalArgumentException("types must not be empty");
    }
    return new RetryPolicy(rules.withTypes(copy));
  }

  /**
   * Returns a policy that tries again only after a failure for which {@code predicate} returns
   * true. The failure must also be of a type that is retried: an {@link Exception}, or one of the
   * types given to {@link #retryOn}.
   *
   * <p>{@code predicate} gets a checked exception without the wrapper in which it came out of an
   * await. It runs on the caller's thread, and may wait. If it throws, the retry ends with its
   * exception, on which the failures of all attempts are suppressed.
   */
  public RetryPolicy retryIf(ThrowingPredicate<? super Throwable> predicate) {
    return new RetryPolicy(rules.withCondition(Objects.requireNonNull(predicate, "predicate")));
  }

  /**
   * Returns a policy that calls {@code listener} before the wait for each further attempt, on the
   * caller's thread, where it may wait. Does not call it after the last failure, which the caller
   * gets, unless that is the last one only because the time of {@link #within} elapses, or the
   * caller is cancelled, before the next attempt.
   *
   * <p>An exception of {@code listener} does not end the retry. It is logged, and suppressed on the
   * failure of the attempt.
   */
  public RetryPolicy onRetry(Listener listener) {
    return new RetryPolicy(rules.withListener(Objects.requireNonNull(listener, "listener")));
  }

  /**
   * Returns a policy that gives up when {@code limit} has elapsed since the first attempt began: no
   * further attempt begins then. It gives up before a wait that would not end within {@code limit}.
   * The first attempt is always made.
   *
   * <p>Does not stop a running attempt. Use {@link Async#withTimeout(Duration,
   * java.util.concurrent.Callable)} inside the body for a limit on each attempt, or around the
   * retry for a limit that stops an attempt too.
   *
   * @throws IllegalArgumentException if {@code limit} is negative
   */
  public RetryPolicy within(Duration limit) {
    return new RetryPolicy(rules.withLimit(Preconditions.notNegative(limit, "limit")));
  }

  /**
   * Returns how long to wait before the next attempt, with its random part; empty if there is no
   * next attempt. Use it in a retry loop of your own. Calls the predicate of {@link #retryIf} on
   * the calling thread, and throws its exception; a checked one wrapped, as {@link Task#await}
   * does. Does not call the listener of {@link #onRetry}.
   *
   * @param attempts the number of attempts so far
   * @param failure the failure of the last attempt
   * @param elapsed the time since the first attempt began
   * @throws IllegalArgumentException if {@code attempts} is less than 1
   */
  public Optional<Duration> delayAfter(int attempts, Throwable failure, Duration elapsed) {
    Preconditions.atLeastOne(attempts, "attempts");
    Objects.requireNonNull(failure, "failure");
    Objects.requireNonNull(elapsed, "elapsed");
    try {
      return rules.delayAfter(attempts, failure, elapsed);
    } catch (Throwable t) {
      throw Exceptions.throwUnchecked(t);
    }
  }

  @Override
  public String toString() {
    return rules.toString();
  }

  /** A listener to failed attempts after which the retry plans another one. */
  @FunctionalInterface
  public interface Listener {
    /**
     * Receives a failed attempt, before the wait for the next one.
     *
     * @param attempt the number of the attempt that failed, 1 for the first
     * @param failure its failure; a checked exception without the wrapper in which it came out of
     *     an await
     * @param wait how long the retry will wait before the next attempt
     */
    void onRetry(int attempt, Throwable failure, Duration wait) throws Exception;
  }
}
