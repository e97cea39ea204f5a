package org.coroutines4j.channels;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was found in a channel.
 *
 * @param <E> the type of the elements
 */
public sealed interface ReceiveResult<E> {
  /**
   * What is found by somebody who waits: an element or the end.
   *
   * @param <E> the type of the elements
   */
  sealed interface OrClosed<E> extends ReceiveResult<E> {}

  /**
   * An element was received.
   *
   * @param value the element
   */
  record Received<E>(E value) implements OrClosed<E> {
    /** Holds {@code value}. */
    public Received {
      Objects.requireNonNull(value, "value");
    }
  }

  /**
   * The channel is closed, and all that was sent before has been received; or it was cancelled.
   *
   * @param cause what it was closed with; null if it was closed without a cause
   */
  record Closed<E>(@Nullable Throwable cause) implements OrClosed<E> {}

  /** Nothing was received, as the receiver would have had to wait. */
  record Empty<E>() implements ReceiveResult<E> {}
}
