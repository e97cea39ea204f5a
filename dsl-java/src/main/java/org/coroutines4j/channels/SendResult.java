package org.coroutines4j.channels;

import org.jspecify.annotations.Nullable;

/** What became of an element that was offered without waiting. */
public sealed interface SendResult {
  /** The channel has taken the element, or has dropped one as its {@link Overflow} says. */
  record Sent() implements SendResult {
    public static final Sent INSTANCE = new Sent();
  }

  /** The element was not sent, as the sender would have had to wait. */
  record Full() implements SendResult {
    public static final Full INSTANCE = new Full();
  }

  /**
   * The element was not sent, as the channel is closed.
   *
   * @param cause what it was closed with; null if it was closed without a cause
   */
  record Closed(@Nullable Throwable cause) implements SendResult {}

  /** Whether this is {@link Sent}. */
  default boolean isSent() {
    return this instanceof Sent;
  }
}
