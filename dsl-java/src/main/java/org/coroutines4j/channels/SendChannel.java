package org.coroutines4j.channels;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sending side of a channel. Any number of tasks and threads may use it.
 *
 * @param <E> the type of the elements, which are never null
 */
public interface SendChannel<E> {
  /**
   * Sends {@code element}. Waits until the buffer has room for it or, without a buffer, until a
   * receiver has received it. A cancellation point. Waiting senders are served first come, first
   * served.
   *
   * <p>If this throws, the element is passed to the {@linkplain Channel.Builder#onUndelivered
   * handler of undelivered elements}, if the channel has one, unless it has been sent.
   *
   * @throws ChannelClosedException if the channel was closed before this call, or is cancelled
   *     before it or while it waits; the element has not been sent. A close while this call waits
   *     does not end the wait: the element is sent before the close
   * @throws CancellationException if the caller is cancelled. The element may have been sent all
   *     the same, as in Kotlin. Where that matters, use an {@link AsyncQueue} or a handler of
   *     undelivered elements.
   * @throws IllegalStateException on a thread that must not wait; the element has not been sent
   */
  void send(E element);

  /**
   * Sends {@code element} if that is possible without waiting. With any result but {@link
   * SendResult.Sent}, the element stays with the caller and is not passed to the handler of
   * undelivered elements. Never waits, on any thread.
   */
  SendResult trySend(E element);

  /**
   * Sends {@code element} as {@link #send} does, and waits at most {@code timeout}. Returns {@link
   * SendResult.Full} if the element could not be sent by then. A cancellation point.
   *
   * <p>The result is exact:
   *
   * <ul>
   *   <li>{@link SendResult.Sent}: the channel has the element, even if that happened at the moment
   *       when the time expired or the caller was cancelled.
   *   <li>Any other result: the element has not been sent and stays with the caller. It is not
   *       passed to the {@linkplain Channel.Builder#onUndelivered handler of undelivered elements}.
   *   <li>An exception: the element has not been sent, and is passed to that handler, if the
   *       channel has one.
   * </ul>
   *
   * <p>There is one exception to this: a channel that Kotlin code created with a handler calls that
   * handler for each element that was not sent after a wait.
   *
   * @param timeout the longest time to wait. If it is zero or negative, this does not wait, like
   *     {@link #trySend(Object)}. If it is too large to represent in nanoseconds, there is no
   *     limit.
   * @throws CancellationException if the caller is cancelled
   * @throws IllegalStateException on a thread that must not wait
   */
  SendResult trySend(E element, Duration timeout);

  /**
   * Requests to send {@code element} and returns a future that completes when it has been sent, for
   * callers that must not wait. Returns immediately, on any thread. The request is served in order
   * with the senders that wait.
   *
   * <p>The future fails with a {@link ChannelClosedException} if the channel is closed or cancelled
   * first. Cancelling the future, or completing it from outside, withdraws the element. If it is
   * too late for that, it has no effect: the method returns false. An element that is not sent is
   * passed to the {@linkplain Channel.Builder#onUndelivered handler of undelivered elements}, if
   * the channel has one. Dependent actions that are registered without an executor run on the
   * thread that makes room for the element.
   */
  CompletableFuture<@Nullable Void> sendAsync(E element);

  /**
   * Closes the channel. Elements that have been sent are still received, and so are those of
   * senders that wait already. Further sends throw a {@link ChannelClosedException}. Returns false
   * if the channel was closed or cancelled before. Never waits, on any thread.
   */
  boolean close();

  /**
   * Closes the channel as {@link #close} does, because of {@code cause}. When receivers have
   * received all elements, they get a {@link ChannelClosedException} with that cause. Returns false
   * if the channel was closed or cancelled before; then {@code cause} has no effect. Never waits,
   * on any thread.
   */
  boolean closeExceptionally(Throwable cause);

  /**
   * Registers {@code handler} to be called once, when the channel is closed or cancelled, or
   * immediately if it is already. {@code handler} gets the cause of the close, or the cancellation;
   * it gets empty if the channel was closed without a cause. It runs on the thread that closes the
   * channel, and must not wait. Exceptions that it throws are logged. Returns immediately, on any
   * thread.
   *
   * @throws IllegalStateException if a handler was registered before
   */
  void invokeOnClose(Consumer<? super Optional<Throwable>> handler);

  /**
   * Returns whether the channel has been closed or cancelled, so that {@link #send} throws. Never
   * waits, on any thread.
   */
  boolean isClosedForSend();
}
