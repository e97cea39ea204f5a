package org.coroutines4j;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown by a block that has exceeded its time limit, after its work has been stopped. Only the
 * block that owns the limit throws it. Unlike the exception of Kotlin's {@code withTimeout}, it is
 * a failure and not a cancellation.
 */
public final class TimeoutExceededException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The limit that was exceeded. */
  private final Duration limit;

  /** Creates an exception that says that {@code limit} was exceeded. */
  public TimeoutExceededException(Duration limit) {
    this(limit, "", null);
  }

  /**
   * Creates an exception that says where {@code limit} was exceeded.
   *
   * @param limit the limit
   * @param where the end of the message, such as {@code " in task 'a'"}; may be empty
   * @param cancellation the cancellation that stopped the work, which becomes the cause. Its stack
   *     trace shows where the work waited. Null if there is none
   */
  public TimeoutExceededException(
      Duration limit, String where, @Nullable CancellationException cancellation) {
    super(textOf(limit, where), cancellation);
    this.limit = limit;
  }

  private static String textOf(Duration limit, String where) {
    Objects.requireNonNull(limit, "limit");
    return "timed out after " + limit + Objects.requireNonNull(where, "where");
  }

  /** Returns the limit that was exceeded. */
  public Duration limit() {
    return limit;
  }
}
