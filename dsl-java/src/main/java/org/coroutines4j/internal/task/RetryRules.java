package org.coroutines4j.internal.task;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.coroutines4j.RetryPolicy;
import org.coroutines4j.TaskFailedException;
import org.coroutines4j.function.ThrowingPredicate;
import org.coroutines4j.internal.util.SafeMessages;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.time.Nanos;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a {@link RetryPolicy}, and the decision after a failed attempt. Immutable: each
 * {@code with} method returns a changed copy.
 */
public final class RetryRules {
  /** The {@code maxAttempts} of a policy without a limit. */
  public static final int UNLIMITED = 0;

  /**
   * Returns the rules of a policy. Set by {@link RetryPolicy}, whose private field this package
   * cannot read.
   */
  private static volatile @Nullable Function<RetryPolicy, RetryRules> access;

  private final int maxAttempts;
  private Duration initialDelay = Duration.ZERO;
  private Duration maxDelay = Duration.ZERO;
  private double jitter;
  private List<Class<? extends Throwable>> types = List.of(Exception.class);
  private @Nullable ThrowingPredicate<? super Throwable> condition;
  private RetryPolicy.@Nullable Listener listener;
  private @Nullable Duration limit;

  public RetryRules(int maxAttempts) {
    this.maxAttempts = maxAttempts;
  }

  private RetryRules(RetryRules other) {
    maxAttempts = other.maxAttempts;
    initialDelay = other.initialDelay;
    maxDelay = other.maxDelay;
    jitter = other.jitter;
    types = other.types;
    condition = other.condition;
    listener = other.listener;
    limit = other.limit;
  }

  /** Sets the accessor. Called once, when {@link RetryPolicy} is initialized. */
  public static void accessedBy(Function<RetryPolicy, RetryRules> rulesOfPolicy) {
    access = rulesOfPolicy;
  }

  /** Returns the rules of {@code policy}. */
  public static RetryRules of(RetryPolicy policy) {
    Function<RetryPolicy, RetryRules> known = access;
    if (known == null) {
      throw new IllegalStateException("RetryPolicy has not been initialized");
    }
    return known.apply(policy);
  }

  public RetryRules withDelays(Duration initial, Duration max) {
    RetryRules copy = new RetryRules(this);
    copy.initialDelay = initial;
    copy.maxDelay = max;
    return copy;
  }

  public RetryRules withJitter(double fraction) {
    RetryRules copy = new RetryRules(this);
    copy.jitter = fraction;
    return copy;
  }

  public RetryRules withTypes(List<Class<? extends Throwable>> retried) {
    RetryRules copy = new RetryRules(this);
    copy.types = retried;
    return copy;
  }

  public RetryRules withCondition(ThrowingPredicate<? super Throwable> retried) {
    RetryRules copy = new RetryRules(this);
    copy.condition = retried;
    return copy;
  }

  public RetryRules withListener(RetryPolicy.Listener told) {
    RetryRules copy = new RetryRules(this);
    copy.listener = told;
    return copy;
  }

  public RetryRules withLimit(Duration whole) {
    RetryRules copy = new RetryRules(this);
    copy.limit = whole;
    return copy;
  }

  RetryPolicy.@Nullable Listener listener() {
    return listener;
  }

  /**
   * Returns how long to wait before the next attempt; empty if there is none. Throws the exception
   * of the condition.
   */
  public Optional<Duration> delayAfter(int attempts, Throwable failure, Duration elapsed)
      throws Exception {
    boolean isLast = maxAttempts != UNLIMITED && attempts >= maxAttempts;
    if (isLast || failure instanceof CancellationException || !isOfType(failure)) {
      return Optional.empty();
    }
    if (condition != null && !condition.test(unwrapped(failure))) {
      return Optional.empty();
    }
    long wait = delayAfter(attempts);
    return isBeforeLimit(Nanos.of(elapsed) + wait)
        ? Optional.of(Duration.ofNanos(wait))
        : Optional.empty();
  }

  /** Returns whether an attempt may begin {@code elapsed} nanoseconds after the first one. */
  boolean isBeforeLimit(long elapsed) {
    long nanos = limit == null ? Nanos.FOREVER : Nanos.of(limit);
    return nanos == Nanos.FOREVER || elapsed < nanos;
  }

  private boolean isOfType(Throwable failure) {
    Throwable itself = unwrapped(failure);
    return types.stream().anyMatch(type -> type.isInstance(failure) || type.isInstance(itself));
  }

  /** Returns a checked failure without the wrapper in which it came out of an await. */
  static Throwable unwrapped(Throwable failure) {
    boolean wrapper =
        failure instanceof TaskFailedException || failure instanceof UncheckedIOException;
    Throwable cause = wrapper ? SafeMessages.causeOf(failure) : null;
    boolean checked = !(cause instanceof RuntimeException || cause instanceof Error);
    return cause != null && checked ? cause : failure;
  }

  private long delayAfter(int attempts) {
    long wait = Nanos.of(initialDelay);
    long max = Nanos.of(maxDelay);
    for (int i = 1; i < attempts && 0 < wait && wait < max; i++) {
      wait = Math.min(max, wait * 2); // cannot overflow, since FOREVER is half of MAX_VALUE
    }
    double random = jitter == 0 ? 0 : CoroutineThreads.random().nextDouble() * jitter;
    return (long) (wait * (1 - random));
  }

  @Override
  public String toString() {
    return "RetryPolicy(maxAttempts="
        + (maxAttempts == UNLIMITED ? "unlimited" : maxAttempts)
        + ", initialDelay="
        + initialDelay
        + ", maxDelay="
        + maxDelay
        + ", jitter="
        + jitter
        + ", types="
        + types
        + (condition == null ? "" : ", retryIf=" + condition)
        + (listener == null ? "" : ", onRetry=" + listener)
        + (limit == null ? "" : ", within=" + limit)
        + ")";
  }
}
