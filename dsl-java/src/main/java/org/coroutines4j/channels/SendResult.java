package org.coroutines4j.channels;

import org.jspecify.annotations.Nullable;

/** The result of an attempt to send an element. */
public sealed interface SendResult {
  /**
   * The channel has accepted the element, or has dropped one as its {@link Overflow} policy says.
   */
  record Sent() implements SendResult {
    /** Holds the instance that the channels of this library return. */
    public static final Sent INSTANCE = new Sent();
  }

  /** The element was not sent, since the channel was full, or no receiver came in time. */
  record Full() implements SendResult {
    /** Holds the instance that the channels of this library return. */
    public static final Full INSTANCE = new Full();
  }

  /**
   * The element was not sent, since the channel is closed or cancelled.
   *
   * @param cause the cause of the close or cancellation, or null if there was none
   */
  record Closed(@Nullable Throwable cause) implements SendResult {}

  /** Returns whether this is {@link Sent}. */
  default boolean isSent() {
    return this instanceof Sent;
  }
}
