package org.coroutines4j;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * A block took longer than its limit, and its work has been stopped. Thrown by the block that owns
 * the limit and by no other. It is a failure and not a cancellation, unlike in Kotlin.
 */
public final class TimeoutExceededException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The limit that was exceeded. */
  private final Duration limit;

  /** Tells that {@code limit} was exceeded. */
  public TimeoutExceededException(Duration limit) {
    this(limit, "", null);
  }

  /**
   * Tells that {@code limit} was exceeded {@code where}; {@code cancellation} is what stopped the
   * work, and shows where that waited.
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

  /** The limit that was exceeded. */
  public Duration limit() {
    return limit;
  }
}
