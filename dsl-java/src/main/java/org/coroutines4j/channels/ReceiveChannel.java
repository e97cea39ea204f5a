package org.coroutines4j.channels;

import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.internal.channels.ChannelConsumer;
import org.coroutines4j.internal.task.WatchedQueues;

/**
 * The receiving side of a channel. Any number of tasks and threads may use it. Each element is
 * received once, by one of them.
 *
 * @param <E> the type of the elements, which are never null
 */
public interface ReceiveChannel<E> extends Iterable<E> {
  /**
   * Receives the next element. Waits while there is none. A cancellation point. Waiting receivers
   * are served first come, first served.
   *
   * <p>If the caller is cancelled at the moment when an element arrives, the element is not
   * received. It is passed to the {@linkplain Channel.Builder#onUndelivered handler of undelivered
   * elements}, if the channel has one.
   *
   * @throws ChannelClosedException if the channel is closed and empty, or is cancelled, before this
   *     call or while it waits
   * @throws CancellationException if the caller is cancelled
   * @throws IllegalStateException on a thread that must not wait
   */
  E receive();

  /**
   * Receives the next element if that is possible without waiting. Returns {@link
   * ReceiveResult.Empty} if there is none, and {@link ReceiveResult.Closed} if the channel is
   * closed and empty or is cancelled. Never waits, on any thread.
   */
  ReceiveResult<E> tryReceive();

  /**
   * Receives the next element as {@link #receive} does, and waits for it at most {@code timeout}.
   * Returns {@link ReceiveResult.Empty} if no element has arrived by then, and {@link
   * ReceiveResult.Closed} if the channel is closed and empty or is cancelled. A cancellation point.
   *
   * <p>Unlike a {@code receive} inside {@code withTimeout}, this loses no element. An element that
   * arrives at the moment when the time expires or the caller is cancelled is returned.
   *
   * @param timeout the longest time to wait. If it is zero or negative, this does not wait, like
   *     {@link #tryReceive()}. If it is too large to represent in nanoseconds, there is no limit.
   * @throws CancellationException if the caller is cancelled
   * @throws IllegalStateException on a thread that must not wait
   */
  ReceiveResult<E> tryReceive(Duration timeout);

  /**
   * Receives the next element as {@link #receive} does, but returns {@link ReceiveResult.Closed}
   * instead of throwing a {@link ChannelClosedException}. A cancellation point.
   *
   * @throws CancellationException if the caller is cancelled
   * @throws IllegalStateException on a thread that must not wait
   */
  ReceiveResult.OrClosed<E> receiveOrClosed();

  /**
   * Requests the next element and returns a future of it, for callers that must not wait. Returns
   * immediately, on any thread. The request is served in order with the receivers that wait.
   *
   * <p>The future fails with a {@link ChannelClosedException} if the channel is closed and empty,
   * or is cancelled. Cancelling the future, or completing it from outside, withdraws the request.
   * If an element is on its way already, that has no effect: the method returns false and the
   * future gets the element. Dependent actions that are registered without an executor run on the
   * thread that sends the element.
   */
  CompletableFuture<E> receiveAsync();

  /**
   * Cancels the channel and drops the elements in it. They are passed to the {@linkplain
   * Channel.Builder#onUndelivered handler of undelivered elements}, if the channel has one. Never
   * waits, on any thread.
   *
   * <p>Senders that wait, and later ones, get a {@link ChannelClosedException}. A task that was
   * started by {@link org.coroutines4j.TaskScope#launch} and ends with that exception counts as
   * cancelled, and not as failed, since no receiver wants its elements any more.
   */
  void cancel();

  /**
   * Cancels the channel as {@link #cancel()} does. The cause of the {@link ChannelClosedException}
   * that later operations throw is a {@link java.util.concurrent.CancellationException}, whose
   * cause is {@code cause}. If the channel was closed before, they throw what that close says.
   * Never waits, on any thread.
   */
  void cancel(Throwable cause);

  /**
   * Calls {@code action} with each element until the channel is closed, and cancels the channel
   * however that ends: by the close, by a failure of {@code action}, or by a cancellation of the
   * caller. So no sender waits for a receiver that has left. A cancellation point.
   *
   * <p>An exception of {@code action} is thrown as {@link org.coroutines4j.Task#await} throws the
   * failure of a task.
   *
   * @throws ChannelClosedException if the channel was closed with a cause, or is cancelled
   * @throws java.util.concurrent.CancellationException if the caller is cancelled
   * @throws IllegalStateException on a thread that must not wait
   */
  default void consume(ThrowingConsumer<? super E> action) {
    ChannelConsumer.consume(this, action);
  }

  /**
   * Returns whether the channel has no element now and is not closed, so that {@link #receive}
   * would wait. Other receivers and senders may change that immediately. Never waits, on any
   * thread.
   */
  boolean isEmpty();

  /**
   * Returns whether the channel is closed and empty, or is cancelled, so that {@link #receive}
   * throws. Never waits, on any thread.
   */
  boolean isClosedForReceive();

  /**
   * Returns the elements and the waiting callers of this moment. The senders and receivers continue
   * meanwhile, so the numbers may be outdated already. A waiting clause of a select and a future
   * that is not complete count as callers. Never waits, on any thread.
   *
   * <p>Takes time in proportion to the numbers, but does not visit the elements of an {@linkplain
   * Channel#unlimited unlimited} channel.
   *
   * @throws UnsupportedOperationException if Kotlin code has created the channel by another way
   *     than {@code Channel()}, or if this version of kotlinx.coroutines is unknown
   */
  QueueSnapshot snapshot();

  /**
   * Shows this channel in monitors, such as the console, under {@code name}: how many elements it
   * has, and how many callers wait. A later name replaces an earlier one. It is shown for as long
   * as the program refers to it. Never waits.
   */
  default void monitorAs(String name) {
    Objects.requireNonNull(name, "name");
    WatchedQueues.add(name, this, ReceiveChannel::snapshot);
  }

  /**
   * Returns an iterator that receives elements, each when it is asked for. The loop ends when the
   * channel is empty and was closed without a cause.
   *
   * <p>{@code hasNext} waits, and throws, as {@link #receive} does, but returns false if the
   * channel was closed without a cause. {@code next} throws a {@link NoSuchElementException} then.
   * An iterator is for one task at a time. A channel may have several iterators, which share its
   * elements.
   */
  @Override
  Iterator<E> iterator();
}
