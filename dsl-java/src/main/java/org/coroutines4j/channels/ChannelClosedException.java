package org.coroutines4j.channels;

import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown by an operation on a channel that has been closed or cancelled. Its cause is the object
 * with which the channel was closed, or null if the channel was closed without a cause. If the
 * channel was cancelled, the cause is a {@link CancellationException}.
 */
public final class ChannelClosedException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  private final boolean cancelled;

  /**
   * Creates the exception for a channel that was closed.
   *
   * @param cause the cause of the close, or null if there was none
   */
  public ChannelClosedException(@Nullable Throwable cause) {
    super(textOf(cause, cause instanceof CancellationException), cause);
    this.cancelled = false;
  }

  /**
   * Creates the exception for a channel that was closed or cancelled.
   *
   * @param cause the cause of the close or cancellation, or null if there was none
   * @param cancelled whether the channel was cancelled
   */
  public ChannelClosedException(@Nullable Throwable cause, boolean cancelled) {
    super(textOf(cause, cancelled), cause);
    this.cancelled = cancelled;
  }

  /**
   * Returns whether the channel was cancelled by its receiver, which wants no more elements. A task
   * that was started by {@link org.coroutines4j.TaskScope#launch} and ends with such an exception
   * counts as cancelled, and not as failed.
   */
  public boolean isCancelled() {
    return cancelled;
  }

  private static String textOf(@Nullable Throwable cause, boolean cancelled) {
    if (cause == null) {
      return "the channel is closed";
    }
    return cancelled
        ? "the channel was cancelled"
        : "the channel was closed with " + cause.getClass().getName();
  }
}
