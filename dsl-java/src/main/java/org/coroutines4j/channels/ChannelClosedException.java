package org.coroutines4j.channels;

import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Nothing can be sent to a channel, or received from it, because it has been closed or cancelled.
 * The cause is the very object that it was closed with; there is none if it was closed without.
 */
public final class ChannelClosedException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  private final boolean cancelled;

  /**
   * Creates the exception of a channel that was closed because of {@code cause}, or without one.
   */
  public ChannelClosedException(@Nullable Throwable cause) {
    super(textOf(cause, cause instanceof CancellationException), cause);
    this.cancelled = false;
  }

  /** Creates the exception of a channel that was closed, or cancelled, because of {@code cause}. */
  public ChannelClosedException(@Nullable Throwable cause, boolean cancelled) {
    super(textOf(cause, cancelled), cause);
    this.cancelled = cancelled;
  }

  /**
   * Returns whether the channel was cancelled by its receiver, which no longer wants what is sent.
   * A launched task that ends with such an exception counts as cancelled.
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
