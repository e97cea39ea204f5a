package org.coroutines4j;

import java.util.Objects;
import org.coroutines4j.internal.failure.Exceptions;
import org.coroutines4j.internal.util.SafeMessages;

/**
 * Wraps an exception of a task that its caller cannot be given directly. The cause is never null.
 * It is one of these:
 *
 * <ul>
 *   <li>a checked exception, except an {@link java.io.IOException}, which is wrapped in an {@link
 *       java.io.UncheckedIOException};
 *   <li>a {@link java.util.concurrent.CancellationException} that a task threw although it was not
 *       cancelled.
 * </ul>
 */
public final class TaskFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * The cause. With assertions enabled, kotlinx throws copies of exceptions, with the original as
   * their cause. It does not copy an exception whose class has fields.
   */
  private final Throwable carried;

  /** Creates an exception with the given cause, and with {@code cause.toString()} as message. */
  public TaskFailedException(Throwable cause) {
    super(SafeMessages.of(Objects.requireNonNull(cause, "cause")), cause);
    carried = cause;
  }

  /** Creates an exception with the given message and cause. */
  public TaskFailedException(String message, Throwable cause) {
    super(Objects.requireNonNull(message, "message"), Objects.requireNonNull(cause, "cause"));
    carried = cause;
  }

  @Override
  public synchronized Throwable getCause() {
    return carried;
  }

  /**
   * Throws the exception that an await throws for {@code failure}. Use it in methods of your own
   * that call lambdas of their callers. Never returns; the return type lets the caller write {@code
   * throw TaskFailedException.unchecked(failure)}.
   *
   * @throws java.io.UncheckedIOException if {@code failure} is an {@link java.io.IOException}
   * @throws TaskFailedException if {@code failure} is another checked exception
   * @throws RuntimeException {@code failure} itself, if it is a {@code RuntimeException}
   * @throws Error {@code failure} itself, if it is an {@code Error}
   */
  public static RuntimeException unchecked(Throwable failure) {
    return Exceptions.throwUnchecked(Objects.requireNonNull(failure, "failure"));
  }
}
