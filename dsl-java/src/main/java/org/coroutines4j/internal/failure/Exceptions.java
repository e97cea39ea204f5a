package org.coroutines4j.internal.failure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.coroutines4j.TaskFailedException;
import org.coroutines4j.internal.util.SafeMessages;

/** Wraps checked exceptions for callers that declare none, and unwraps them again. */
public final class Exceptions {
  private Exceptions() {}

  /**
   * Returns {@code failure} if it is unchecked, else an unchecked exception with it as the cause:
   * an {@link UncheckedIOException} for an {@link IOException}, a {@link TaskFailedException} for
   * others.
   */
  public static Throwable wrap(Throwable failure) {
    if (failure instanceof RuntimeException || failure instanceof Error) {
      return failure;
    }
    return failure instanceof IOException io ? unchecked(io) : new TaskFailedException(failure);
  }

  /** Uses the class name if there is no message: HttpClient's ConnectException has none. */
  private static UncheckedIOException unchecked(IOException failure) {
    String message = SafeMessages.messageOf(failure);
    return new UncheckedIOException(message != null ? message : SafeMessages.of(failure), failure);
  }

  /**
   * Undoes {@link #wrap}, for receivers that take checked exceptions too. If {@code failure} looks
   * as {@link #wrap} makes it, returns its cause, with all exceptions that are suppressed on the
   * wrapper; else returns {@code failure}. A second call for the same wrapper adds none again.
   */
  public static Throwable unwrap(Throwable failure) {
    Throwable cause = SafeMessages.causeOf(failure);
    if (cause == null || cause instanceof RuntimeException || cause instanceof Error) {
      return failure;
    }
    Throwable wrapper = wrap(cause);
    boolean saysMore =
        wrapper.getClass() != failure.getClass()
            || !Objects.equals(SafeMessages.messageOf(wrapper), SafeMessages.messageOf(failure));
    if (saysMore) {
      return failure;
    }
    List<Throwable> known = List.of(cause.getSuppressed());
    for (Throwable suppressed : failure.getSuppressed()) {
      if (suppressed != cause && known.stream().noneMatch(other -> other == suppressed)) {
        FailureCollector.suppress(cause, suppressed);
      }
    }
    return cause;
  }

  /**
   * Throws {@code unchecked}. Never returns, but has a return type so that callers can write {@code
   * throw raise(t)}.
   */
  public static RuntimeException raise(Throwable unchecked) {
    if (unchecked instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) unchecked;
  }

  /** Throws {@code failure}, {@linkplain #wrap wrapped} if it is checked. Never returns. */
  public static RuntimeException throwUnchecked(Throwable failure) {
    throw raise(wrap(failure));
  }
}
