package org.coroutines4j;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.coroutines4j.internal.util.Preconditions;
import org.coroutines4j.internal.util.SafeMessages;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.time.Nanos;

/**
 * How often, when and after what {@link Async#retry} tries again. Immutable: each method returns a
 * new one. As made by {@link #maxAttempts} it tries again at once, after any {@link Exception}.
 */
public final class RetryPolicy {
  private final int maxAttempts;
  private final Duration initialDelay;
  private final Duration maxDelay;
  private final double jitter;
  private final List<Class<? extends Throwable>> types;

  private RetryPolicy(
      int maxAttempts,
      Duration initialDelay,
      Duration maxDelay,
      double jitter,
      List<Class<? extends Throwable>> types) {
    this.maxAttempts = maxAttempts;
    this.initialDelay = initialDelay;
    this.maxDelay = maxDelay;
    this.jitter = jitter;
    this.types = types;
  }

  /**
   * Tries at most {@code attempts} times, the first included.
   *
   * @throws IllegalArgumentException if {@code attempts} is less than 1
   */
  public static RetryPolicy maxAttempts(int attempts) {
    return new RetryPolicy(
        Preconditions.atLeastOne(attempts, "attempts"),
        Duration.ZERO,
        Duration.ZERO,
        0,
        List.of(Exception.class));
  }

  /**
   * Waits {@code initial} before the second attempt, and twice as long before each further one, but
   * never longer than {@code max}.
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
    return new RetryPolicy(maxAttempts, initial, max, jitter, types);
  }

  /**
   * Makes each wait shorter by a random part of up to {@code fraction} of it, so that many who
   * failed together do not come back together.
   *
   * @throws IllegalArgumentException if {@code fraction} is not between 0 and 1
   */
  public RetryPolicy jitter(double fraction) {
    if (!(fraction >= 0 && fraction <= 1)) {
      throw new IllegalArgumentException("fraction must be between 0 and 1, but is " + fraction);
    }
    return new RetryPolicy(maxAttempts, initialDelay, maxDelay, fraction, types);
  }

  /**
   * Tries again only after a failure of one of {@code types}. Of a checked exception its own type
   * counts, not that of the wrapper in which it came out of an await.
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
    return new RetryPolicy(maxAttempts, initialDelay, maxDelay, jitter, copy);
  }

  /**
   * Returns how long to wait before the next attempt, with its random part; empty if there is none.
   *
   * @param attempts the number of attempts so far
   * @param failure what the last of them failed with
   */
  public Optional<Duration> delayAfter(int attempts, Throwable failure) {
    Objects.requireNonNull(failure, "failure");
    return triesAgain(Preconditions.atLeastOne(attempts, "attempts"), failure)
        ? Optional.of(delayAfter(attempts))
        : Optional.empty();
  }

  private boolean triesAgain(int attempts, Throwable failure) {
    if (attempts >= maxAttempts || failure instanceof CancellationException) {
      return false;
    }
    for (Class<? extends Throwable> type : types) {
      if (type.isInstance(failure) || isWrapped(type, failure)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWrapped(Class<?> type, Throwable failure) {
    boolean wrapper =
        failure instanceof TaskFailedException || failure instanceof UncheckedIOException;
    return wrapper && type.isInstance(SafeMessages.causeOf(failure));
  }

  private Duration delayAfter(int attempts) {
    long wait = Nanos.of(initialDelay);
    long max = Nanos.of(maxDelay);
    for (int i = 1; i < attempts && 0 < wait && wait < max; i++) {
      wait = Math.min(max, wait * 2); // FOREVER is half of what a long holds
    }
    double random = jitter == 0 ? 0 : CoroutineThreads.random().nextDouble() * jitter;
    return Duration.ofNanos((long) (wait * (1 - random)));
  }

  @Override
  public String toString() {
    return "RetryPolicy(maxAttempts="
        + maxAttempts
        + ", initialDelay="
        + initialDelay
        + ", maxDelay="
        + maxDelay
        + ", jitter="
        + jitter
        + ", types="
        + types
        + ")";
  }
}
