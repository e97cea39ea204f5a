package org.coroutines4j.channels;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The end of a channel that elements are put into. Any number of tasks and threads may use it.
 *
 * @param <E> the type of the elements, which are never null
 */
public interface SendChannel<E> {
  /**
   * Sends {@code element}, and waits for a receiver or for room in the buffer if there is none. A
   * cancellation point. Waiting senders are served in the order in which they came.
   *
   * @throws ChannelClosedException if the channel is closed or cancelled, or is so meanwhile; the
   *     element has not been sent
   * @throws CancellationException if the caller is cancelled; the element may have been sent, as in
   *     Kotlin: where that matters, use an {@link AsyncQueue}, or {@code onUndelivered}
   * @throws IllegalStateException on a thread that must not wait
   */
  void send(E element);

  /** Sends {@code element} if that can be done without waiting. Never waits, on any thread. */
  SendResult trySend(E element);

  /**
   * Sends {@code element} as {@link #send} does, and waits for at most {@code timeout}. Returns
   * {@link SendResult.Full} if it could not be sent by then. A cancellation point. The result is
   * exact: the channel has the element if this returns {@link SendResult.Sent}, also if that
   * happened as the time ended or as the caller was cancelled, and else it does not. With any other
   * result the element stays with the caller, and {@code onUndelivered} is not told of it. If this
   * throws, the element has not been sent, and goes to {@code onUndelivered}, if the channel has
   * one. A channel that Kotlin code has made with a handler of its own tells that handler of each
   * element that was not sent after a wait.
   *
   * @param timeout for how long to wait; zero or negative: as {@link #trySend(Object)}; too large
   *     to represent in nanoseconds: without a limit
   * @throws CancellationException if the caller is cancelled
   * @throws IllegalStateException on a thread that must not wait
   */
  SendResult trySend(E element, Duration timeout);

  /**
   * Sends {@code element} in turn with others, for callers that must not wait. The future fails
   * with a {@link ChannelClosedException} if the channel is closed first. Cancelling it, or
   * completing it in any other way, takes the element out of the channel; if it is too late for
   * that, this has no effect and returns false. An element that is not sent goes to {@code
   * onUndelivered}, if the channel has one. What depends on the future without an executor runs on
   * the thread that made room.
   */
  CompletableFuture<@Nullable Void> sendAsync(E element);

  /**
   * Ends the channel: what has been sent is still received, further sends throw. Senders that wait
   * already still get their turn. Never waits. False if the channel was closed before.
   */
  boolean close();

  /**
   * Ends the channel because of {@code cause}, which receivers find, after all that has been sent,
   * as the cause of their {@link ChannelClosedException}. Never waits. False if the channel was
   * closed before.
   */
  boolean closeExceptionally(Throwable cause);

  /** Whether the channel has been closed or cancelled, so that {@link #send} throws. */
  boolean isClosedForSend();
}
