package org.coroutines4j.channels;

import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/**
 * The end of a channel that elements are taken from. Any number of tasks and threads may use it;
 * each element goes to one of them.
 *
 * @param <E> the type of the elements, which are never null
 */
public interface ReceiveChannel<E> extends Iterable<E> {
  /**
   * Receives the next element, and waits for it if there is none. A cancellation point. Waiting
   * receivers are served in the order in which they came. If the caller is cancelled at the moment
   * when an element arrives, the element goes to {@code onUndelivered}, if the channel has one.
   *
   * @throws ChannelClosedException if the channel is closed and empty, or is closed or cancelled
   *     meanwhile
   * @throws CancellationException if the caller is cancelled
   * @throws IllegalStateException on a thread that must not wait
   */
  E receive();

  /** Receives an element if there is one. Never waits, on any thread. */
  ReceiveResult<E> tryReceive();

  /**
   * Receives the next element as {@link #receive} does, and waits for it for at most {@code
   * timeout}. Returns {@link ReceiveResult.Empty} if no element has come by then. A cancellation
   * point. Unlike a {@code receive} inside {@code withTimeout}, this loses no element: one that
   * arrives as the time ends, or as the caller is cancelled, is returned.
   *
   * @param timeout for how long to wait; zero or negative: as {@link #tryReceive()}; too large to
   *     represent in nanoseconds: without a limit
   * @throws CancellationException if the caller is cancelled
   * @throws IllegalStateException on a thread that must not wait
   */
  ReceiveResult<E> tryReceive(Duration timeout);

  /** Receives the next element as {@link #receive} does, or tells that the channel is closed. */
  ReceiveResult.OrClosed<E> receiveOrClosed();

  /**
   * Receives the next element in turn with others, for callers that must not wait. The future fails
   * with a {@link ChannelClosedException} if the channel is closed first. Cancelling it, or
   * completing it in any other way, gives the place in the queue up; if an element is on its way
   * already, this has no effect and returns false. What depends on the future without an executor
   * runs on the thread that sent the element.
   */
  CompletableFuture<E> receiveAsync();

  /**
   * Ends the channel and drops what is in it, each element to {@code onUndelivered} if the channel
   * has one. Senders, those that wait too, get a {@link ChannelClosedException}. A {@code launch}
   * that ends by that exception ends cancelled, and not failed: nobody wants its elements any more.
   * Never waits.
   */
  void cancel();

  /** Whether the channel is closed and empty, or cancelled, so that {@link #receive} throws. */
  boolean isClosedForReceive();

  /**
   * The elements to come, each taken when it is asked for; the loop ends when the channel is closed
   * without a cause. {@code hasNext} waits as {@link #receive} does, and throws {@link
   * ChannelClosedException} if the channel was closed with a cause, {@code next} throws {@link
   * NoSuchElementException} at the end. An iterator is for one task; channels may have several.
   */
  @Override
  Iterator<E> iterator();
}
