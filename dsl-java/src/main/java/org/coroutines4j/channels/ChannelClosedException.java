package org.coroutines4j.channels;

import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Nothing can be sent to a channel, or received from it, because it has been closed or cancelled.
 * The cause is the very object that it was closed with; there is none if it was closed without.
 */
public final class ChannelClosedException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /** Whether the channel was cancelled: what is sent to it is wanted no more. */
  private final boolean cancelled;

  /** Tells of a channel that was closed because of {@code cause}, or without one. */
  public ChannelClosedException(@Nullable Throwable cause) {
    this(cause, cause instanceof CancellationException, false);
  }

  private ChannelClosedException(
      @Nullable Throwable cause, boolean toldAsCancelled, boolean cancelled) {
    super(textOf(cause, toldAsCancelled), cause);
    this.cancelled = cancelled;
  }

  /** Tells of a channel that kotlinx knows to be closed or cancelled because of {@code cause}. */
  static ChannelClosedException of(@Nullable Throwable cause) {
    boolean cancelled = cause instanceof CancellationException && !CloseCauses.contains(cause);
    return new ChannelClosedException(cause, cancelled, cancelled);
  }

  boolean isOfCancelledChannel() {
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
