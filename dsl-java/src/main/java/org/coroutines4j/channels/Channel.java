package org.coroutines4j.channels;

import java.util.Objects;
import java.util.function.Consumer;
import org.coroutines4j.TaskScope;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.internal.channels.ChannelBuilder;
import org.coroutines4j.internal.channels.ChannelFactory;
import org.coroutines4j.internal.channels.ProducedChannel;

/**
 * A queue between tasks that makes senders wait for receivers. It is a channel of kotlinx: Java and
 * Kotlin see the same object. Elements come out in the order in which they were sent, and each
 * once.
 *
 * @param <E> the type of the elements, which are never null
 */
public interface Channel<E> extends SendChannel<E>, ReceiveChannel<E> {
  /** A channel without a buffer: each sender waits until a receiver has taken its element. */
  static <E> Channel<E> rendezvous() {
    return ChannelFactory.<E>open(0, Overflow.SUSPEND, null);
  }

  /**
   * A channel that holds up to {@code capacity} elements before senders wait; 0 is {@link
   * #rendezvous}.
   *
   * @throws IllegalArgumentException if {@code capacity} is negative
   */
  static <E> Channel<E> buffered(int capacity) {
    return ChannelFactory.<E>open(ChannelFactory.requireCapacity(capacity), Overflow.SUSPEND, null);
  }

  /** A channel whose senders never wait. */
  static <E> Channel<E> unlimited() {
    return ChannelFactory.<E>open(ChannelFactory.UNLIMITED, Overflow.SUSPEND, null);
  }

  /**
   * A channel that holds the newest element only; its senders never wait. It is what a builder
   * makes of capacity 1 and {@link Overflow#DROP_OLDEST}; for another capacity or policy, use
   * {@link #builder}.
   */
  static <E> Channel<E> conflated() {
    return ChannelFactory.<E>open(1, Overflow.DROP_OLDEST, null);
  }

  /** For channels that differ from these; a rendezvous channel if nothing is said. */
  static <E> Builder<E> builder() {
    return new ChannelBuilder<>();
  }

  /**
   * Starts a task in {@code scope}, at once even if it is {@linkplain TaskScope#lazily lazy}, that
   * sends, and returns where it sends to. The channel is closed when the task ends: with its
   * failure, which the scope treats as that of any task, if it fails. Cancelling the channel
   * cancels the task.
   *
   * @throws IllegalArgumentException if {@code capacity} is negative
   */
  static <E> ReceiveChannel<E> produce(
      TaskScope scope, int capacity, ThrowingConsumer<SendChannel<E>> body) {
    Objects.requireNonNull(scope, "scope");
    Objects.requireNonNull(body, "body");
    return ProducedChannel.start(scope, ChannelFactory.requireCapacity(capacity), body);
  }

  /**
   * Describes a channel. Each method changes this builder and returns it.
   *
   * @param <E> the type of the elements
   */
  interface Builder<E> {
    /**
     * How many elements the channel holds before it is full; 0 is a rendezvous. A channel that
     * drops elements holds at least one: there 0 means 1. Kotlin's negative constants are refused,
     * with any policy; {@link Channel#conflated} and {@link Channel#unlimited} are meant by them.
     *
     * @throws IllegalArgumentException if {@code n} is negative
     */
    Builder<E> capacity(int n);

    /** What becomes of elements when it is full; {@link Overflow#SUSPEND} if nothing is said. */
    Builder<E> onOverflow(Overflow policy);

    /**
     * What is called, once, with each element that was sent and that nobody will receive: dropped
     * on overflow, left when the channel was cancelled, on its way to a receiver that was
     * cancelled, or given to a {@code send} that threw. It may run on any thread, and must not
     * wait; what it throws is logged.
     */
    <E1 extends E> Builder<E1> onUndelivered(Consumer<? super E1> handler);

    /** The channel. A builder may build several. */
    <E1 extends E> Channel<E1> build();
  }
}
