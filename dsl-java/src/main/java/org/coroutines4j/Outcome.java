package org.coroutines4j;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.internal.failure.Exceptions;
import org.jspecify.annotations.Nullable;

/**
 * The way a task ended: with a value, with a failure, or cancelled. Made for {@code switch}.
 *
 * @param <T> the type of the value
 */
public sealed interface Outcome<T extends @Nullable Object> {
  /**
   * The outcome of a task that returned.
   *
   * @param value the value that it returned, possibly null
   */
  record Success<T extends @Nullable Object>(T value) implements Outcome<T> {}

  /**
   * The outcome of a task that threw an exception.
   *
   * @param exception the same object that the task threw; a checked exception is not wrapped
   */
  record Failure<T extends @Nullable Object>(Throwable exception) implements Outcome<T> {
    /** Requires {@code exception} to be non-null. */
    public Failure {
      Objects.requireNonNull(exception, "exception");
    }
  }

  /**
   * The outcome of a task that was cancelled before it returned.
   *
   * @param reason the cancellation; if a reason was given, its message says so
   */
  record Cancelled<T extends @Nullable Object>(CancellationException reason) implements Outcome<T> {
    /** Requires {@code reason} to be non-null. */
    public Cancelled {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * Returns the value, or throws the failure or cancellation. Never waits.
   *
   * @throws CancellationException if the task was cancelled: the {@linkplain Cancelled#reason
   *     reason} itself
   * @throws java.io.UncheckedIOException if the failure is an {@link java.io.IOException}, which is
   *     the cause
   * @throws TaskFailedException if the failure is another checked exception, which is the cause
   * @throws RuntimeException the failure itself, if it is unchecked; an {@link Error} too
   */
  default T getOrThrow() {
    if (this instanceof Success<T> success) {
      return success.value();
    }
    if (this instanceof Failure<T> failure) {
      throw Exceptions.throwUnchecked(failure.exception());
    }
    throw ((Cancelled<T>) this).reason();
  }

  /**
   * Returns the outcome with {@code fn} applied to the value. Calls {@code fn} on the calling
   * thread, and only for a success. If {@code fn} throws, the result is a failure with its
   * exception. A failed or cancelled outcome is returned unchanged.
   *
   * @throws CancellationException if {@code fn} throws one, since that concerns the caller and not
   *     the task
   */
  default <R extends @Nullable Object> Outcome<R> map(ThrowingFunction<? super T, ? extends R> fn) {
    Objects.requireNonNull(fn, "fn");
    if (this instanceof Success<T> success) {
      try {
        return new Success<>(fn.apply(success.value()));
      } catch (CancellationException e) {
        throw e; // the cancellation of the caller, not an outcome of the task
      } catch (Throwable t) {
        return new Failure<>(t);
      }
    }
    if (this instanceof Failure<T> failure) {
      return new Failure<>(failure.exception());
    }
    return new Cancelled<>(((Cancelled<T>) this).reason());
  }

  /** Returns whether the task returned a value. */
  default boolean isSuccess() {
    return this instanceof Success;
  }
}
