package org.coroutines4j;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.internal.failure.Failures;
import org.jspecify.annotations.Nullable;

/** How a task ended: with a value, a failure, or cancelled. Made for {@code switch}. */
public sealed interface Outcome<T extends @Nullable Object> {
  /**
   * The task returned.
   *
   * @param value what it returned, possibly null
   */
  record Success<T extends @Nullable Object>(T value) implements Outcome<T> {}

  /**
   * The task threw.
   *
   * @param exception what it threw, as the same object, checked exceptions too
   */
  record Failure<T extends @Nullable Object>(Throwable exception) implements Outcome<T> {
    /** Refuses null. */
    public Failure {
      Objects.requireNonNull(exception, "exception");
    }
  }

  /**
   * The task was cancelled before it returned.
   *
   * @param reason the cancellation, with the reason given as its message
   */
  record Cancelled<T extends @Nullable Object>(CancellationException reason) implements Outcome<T> {
    /** Refuses null. */
    public Cancelled {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * Returns the value; throws an unchecked failure or a cancellation as it is, and a checked
   * failure wrapped once: an {@link java.io.IOException} in {@link java.io.UncheckedIOException},
   * others in {@link TaskFailedException}.
   */
  default T getOrThrow() {
    if (this instanceof Success<T> success) {
      return success.value();
    }
    if (this instanceof Failure<T> failure) {
      throw Failures.raise(Failures.wrap(failure.exception()));
    }
    throw ((Cancelled<T>) this).reason();
  }

  /**
   * The outcome with {@code fn} applied to its value, on the calling thread; a failure of {@code
   * fn} makes it a failure. Other outcomes stay what they are.
   */
  default <R extends @Nullable Object> Outcome<R> map(ThrowingFunction<? super T, ? extends R> fn) {
    Objects.requireNonNull(fn, "fn");
    if (this instanceof Success<T> success) {
      try {
        return new Success<>(fn.apply(success.value()));
      } catch (CancellationException e) {
        throw e; // the caller's own cancellation is no outcome of the task
      } catch (Throwable t) {
        return new Failure<>(t);
      }
    }
    if (this instanceof Failure<T> failure) {
      return new Failure<>(failure.exception());
    }
    return new Cancelled<>(((Cancelled<T>) this).reason());
  }

  /** Whether the task returned a value. */
  default boolean isSuccess() {
    return this instanceof Success;
  }
}
