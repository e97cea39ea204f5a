package org.coroutines4j;

import java.util.Objects;
import org.coroutines4j.internal.failure.Failures;
import org.coroutines4j.internal.util.SafeMessages;

/**
 * Carries what a body threw where it cannot be thrown as it is: a checked exception (but for {@link
 * java.io.IOException}, which comes in an {@link java.io.UncheckedIOException}), or a cancellation
 * that is not the task's own. The cause is always there.
 */
public final class TaskFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * The cause. That it is a field of this class keeps kotlinx, with assertions on, from handing on
   * copies, whose cause is the original.
   */
  private final Throwable carried;

  /** Carries {@code cause}, with its text as message. */
  public TaskFailedException(Throwable cause) {
    super(SafeMessages.of(Objects.requireNonNull(cause, "cause")), cause);
    carried = cause;
  }

  /** Carries {@code cause} with a message of its own. */
  public TaskFailedException(String message, Throwable cause) {
    super(Objects.requireNonNull(message, "message"), Objects.requireNonNull(cause, "cause"));
    carried = cause;
  }

  @Override
  public synchronized Throwable getCause() {
    return carried;
  }

  /**
   * What an await throws for {@code failure}: an unchecked exception is returned as it is, an
   * {@link java.io.IOException} in an {@link java.io.UncheckedIOException}, any other one in a
   * {@code TaskFailedException}. For verbs of your own that call users' lambdas.
   *
   * @throws Error if {@code failure} is one
   */
  public static RuntimeException unchecked(Throwable failure) {
    return Failures.raise(Failures.wrap(Objects.requireNonNull(failure, "failure")));
  }
}
