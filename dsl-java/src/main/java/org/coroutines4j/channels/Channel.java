package org.coroutines4j.channels;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.coroutines4j.TaskScope;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.internal.channels.ChannelBuilder;
import org.coroutines4j.internal.channels.ChannelFactory;
import org.coroutines4j.internal.channels.ProducedChannel;
import org.coroutines4j.internal.util.Preconditions;

/**
 * A queue between tasks that can make senders wait for receivers. Elements are received in the
 * order in which they were sent, each once. A channel is backed by a channel of kotlinx.coroutines,
 * which Kotlin code may use too.
 *
 * @param <E> the type of the elements, which are never null
 */
public interface Channel<E> extends SendChannel<E>, ReceiveChannel<E> {
  /**
   * Returns a channel without a buffer: a sender waits until a receiver has received its element.
   */
  static <E> Channel<E> rendezvous() {
    return ChannelFactory.<E>open(0, Overflow.SUSPEND, null);
  }

  /**
   * Returns a channel that holds up to {@code capacity} elements. A sender waits while it is full.
   * A capacity of 0 makes it a {@link #rendezvous} channel.
   *
   * @throws IllegalArgumentException if {@code capacity} is negative
   */
  static <E> Channel<E> buffered(int capacity) {
    return ChannelFactory.<E>open(ChannelFactory.requireCapacity(capacity), Overflow.SUSPEND, null);
  }

  /** Returns a channel without a limit: its senders never wait. */
  static <E> Channel<E> unlimited() {
    return ChannelFactory.<E>open(ChannelFactory.UNLIMITED, Overflow.SUSPEND, null);
  }

  /**
   * Returns a channel that holds only the newest element: its senders never wait, and replace an
   * element that has not been received yet. A {@linkplain #builder builder} creates the same
   * channel with a capacity of 1 and {@link Overflow#DROP_OLDEST}.
   */
  static <E> Channel<E> conflated() {
    return ChannelFactory.<E>open(1, Overflow.DROP_OLDEST, null);
  }

  /**
   * Returns a builder for a channel with other properties. Without settings, it builds a rendezvous
   * channel.
   */
  static <E> Builder<E> builder() {
    return new ChannelBuilder<>();
  }

  /**
   * Starts a task in {@code scope} that sends elements, and returns the channel to which it sends.
   * The task starts immediately, even if {@code scope} is {@linkplain TaskScope#lazily lazy}.
   * {@code body} runs in that task. Returns without waiting.
   *
   * <p>The channel is closed when the task has ended. If the task fails, its failure is the cause
   * of the close, and {@code scope} treats the failure as that of any launched task. Cancelling the
   * channel cancels the task.
   *
   * @param capacity the number of elements that the channel holds before the task waits; 0 for a
   *     rendezvous channel
   * @throws IllegalArgumentException if {@code capacity} is negative
   * @throws IllegalStateException if {@code scope} has ended
   * @throws java.util.concurrent.CancellationException if {@code scope} is being cancelled
   * @throws java.util.concurrent.RejectedExecutionException if {@code scope} is a service scope
   *     that is full or is closing gracefully
   */
  static <E> ReceiveChannel<E> produce(
      TaskScope scope, int capacity, ThrowingConsumer<SendChannel<E>> body) {
    Objects.requireNonNull(scope, "scope");
    Objects.requireNonNull(body, "body");
    return ProducedChannel.start(scope, ChannelFactory.requireCapacity(capacity), body);
  }

  /**
   * Sends {@code element} to the first of {@code channels} that takes it without waiting, and
   * returns that channel. Returns empty if all of them are full or closed. Never waits, on any
   * thread. A channel that drops elements when it is full takes every element.
   */
  static <E> Optional<SendChannel<? super E>> trySendToFirst(
      E element, List<? extends SendChannel<? super E>> channels) {
    Objects.requireNonNull(element, "element");
    for (SendChannel<? super E> channel : Preconditions.nonNull(channels, "channels")) {
      if (channel.trySend(element) instanceof SendResult.Sent) {
        return Optional.of(channel);
      }
    }
    return Optional.empty();
  }

  /**
   * Builds channels. Each setter changes this builder and returns it.
   *
   * @param <E> the type of the elements
   */
  interface Builder<E> {
    /**
     * Sets the number of elements that the channel holds before it is full. The default is 0, a
     * rendezvous channel. A channel that drops elements holds at least one: for it, 0 means 1.
     *
     * <p>The negative constants of Kotlin are refused for every overflow policy. Use {@link
     * Channel#conflated} and {@link Channel#unlimited} instead.
     *
     * @throws IllegalArgumentException if {@code n} is negative
     */
    Builder<E> capacity(int n);

    /**
     * Sets what happens to an element that is sent while the channel is full. The default is {@link
     * Overflow#SUSPEND}.
     */
    Builder<E> onOverflow(Overflow policy);

    /**
     * Sets the handler that is called exactly once for each element that was sent but never
     * received. If elements hold resources, the handler can release them.
     *
     * <p>An element counts as undelivered if it
     *
     * <ul>
     *   <li>was dropped because the channel was full,
     *   <li>was in the channel when the channel was cancelled,
     *   <li>was in transfer to a receiver that was cancelled, or
     *   <li>was the argument of a {@link SendChannel#send send} that threw an exception.
     * </ul>
     *
     * <p>The handler may run on any thread, and must not wait. Exceptions that it throws are
     * logged.
     */
    <E1 extends E> Builder<E1> onUndelivered(Consumer<? super E1> handler);

    /** Creates a channel with the current settings. May be called several times. */
    <E1 extends E> Channel<E1> build();
  }
}
