package org.coroutines4j.channels;

import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Nothing can be sent to a channel, or received from it, because it has been closed or cancelled.
 * The cause is the very object that it was closed with; there is none if it was closed without.
 */
public final class ChannelClosedException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /** Tells of a channel that was closed because of {@code cause}, or without one. */
  public ChannelClosedException(@Nullable Throwable cause) {
    super(textOf(cause), cause);
  }

  private static String textOf(@Nullable Throwable cause) {
    if (cause == null) {
      return "the channel is closed";
    }
    return cause instanceof CancellationException
        ? "the channel was cancelled"
        : "the channel was closed with " + cause.getClass().getName();
  }
}
