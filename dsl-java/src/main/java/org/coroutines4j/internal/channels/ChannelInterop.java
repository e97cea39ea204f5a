package org.coroutines4j.internal.channels;

import java.util.Objects;
import kotlinx.coroutines.channels.Channel;
import kotlinx.coroutines.channels.ReceiveChannel;
import kotlinx.coroutines.channels.SendChannel;

/** Converts between channels of this library and channels of kotlinx. */
public final class ChannelInterop {
  private ChannelInterop() {}

  /** Returns a channel that sends to and receives from {@code channel}. */
  public static <E> org.coroutines4j.channels.Channel<E> wrap(Channel<E> channel) {
    Objects.requireNonNull(channel, "channel");
    return new ChannelAdapter<>(channel, ChannelConfig.FOREIGN, ChannelFactory.UNKNOWN, false);
  }

  /** Returns a channel that receives from {@code channel}. */
  public static <E> org.coroutines4j.channels.ReceiveChannel<E> wrapReceiving(
      ReceiveChannel<? extends E> channel) {
    return new ReceiveChannelAdapter<>(Objects.requireNonNull(channel, "channel"), false);
  }

  /** Returns a channel that sends to {@code channel}. */
  public static <E> org.coroutines4j.channels.SendChannel<E> wrapSending(
      SendChannel<? super E> channel) {
    Objects.requireNonNull(channel, "channel");
    return new SendChannelAdapter<>(channel, ChannelConfig.FOREIGN, false);
  }

  /**
   * Returns the channel of kotlinx that {@code channel} wraps.
   *
   * @throws IllegalArgumentException if {@code channel} is a user's own implementation
   */
  @SuppressWarnings("unchecked") // the adapter wraps a channel of E
  public static <E> Channel<E> unwrap(org.coroutines4j.channels.Channel<E> channel) {
    if (Objects.requireNonNull(channel, "channel") instanceof ChannelAdapter<?> adapter) {
      return (Channel<E>) adapter.kotlin();
    }
    throw foreign(channel);
  }

  /**
   * Returns the receiving end of kotlinx that {@code channel} wraps.
   *
   * @throws IllegalArgumentException if {@code channel} is a user's own implementation
   */
  @SuppressWarnings("unchecked") // the adapter wraps a channel of E
  public static <E> ReceiveChannel<E> unwrapReceiving(
      org.coroutines4j.channels.ReceiveChannel<? extends E> channel) {
    if (Objects.requireNonNull(channel, "channel") instanceof ReceiveChannelAdapter<?> adapter) {
      return (ReceiveChannel<E>) adapter.kotlin();
    }
    throw foreign(channel);
  }

  /**
   * Returns the sending end of kotlinx that {@code channel} wraps.
   *
   * @throws IllegalArgumentException if {@code channel} is a user's own implementation
   */
  @SuppressWarnings("unchecked") // the adapter wraps a channel of E
  public static <E> SendChannel<E> unwrapSending(
      org.coroutines4j.channels.SendChannel<? super E> channel) {
    if (Objects.requireNonNull(channel, "channel") instanceof ChannelAdapter<?> adapter) {
      return (SendChannel<E>) adapter.sending().kotlin();
    }
    if (channel instanceof SendChannelAdapter<?> adapter) {
      return (SendChannel<E>) adapter.kotlin();
    }
    throw foreign(channel);
  }

  private static IllegalArgumentException foreign(Object channel) {
    return new IllegalArgumentException("not a channel of coroutines4j: " + channel);
  }
}
