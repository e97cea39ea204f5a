package org.coroutines4j.channels;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The result of an attempt to receive an element.
 *
 * @param <E> the type of the elements
 */
public sealed interface ReceiveResult<E> {
  /**
   * The result of a receive that waits: an element, or the end of the channel.
   *
   * @param <E> the type of the elements
   */
  sealed interface OrClosed<E> extends ReceiveResult<E> {}

  /**
   * An element that was received.
   *
   * @param value the element, which is not null
   */
  record Received<E>(E value) implements OrClosed<E> {
    /**
     * Creates the result with {@code value}.
     *
     * @throws NullPointerException if {@code value} is null
     */
    public Received {
      Objects.requireNonNull(value, "value");
    }
  }

  /**
   * The end of the channel: it was closed, and all elements that were sent before have been
   * received, or it was cancelled.
   *
   * @param cause the cause of the close or cancellation, or null if there was none
   */
  record Closed<E>(@Nullable Throwable cause) implements OrClosed<E> {}

  /** No element was received, since there was none, or none arrived in time. */
  record Empty<E>() implements ReceiveResult<E> {}
}
