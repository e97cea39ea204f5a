package org.coroutines4j.channels;

import java.util.concurrent.CancellationException;
import kotlinx.coroutines.channels.Channel;
import kotlinx.coroutines.channels.ReceiveChannel;
import kotlinx.coroutines.channels.SendChannel;
import org.coroutines4j.runtime.coroutine.Doors;
import org.jspecify.annotations.Nullable;

/** Shows channels of kotlinx as ours, and ours as those of kotlinx. */
final class ChannelDoor implements Doors.Channels {
  static {
    Doors.open(new ChannelDoor());
  }

  private ChannelDoor() {}

  @Override
  public Object channel(Channel<?> channel) {
    return new ChannelAdapter<>(channel, ChannelConfig.FOREIGN, false);
  }

  @Override
  public Object receiving(ReceiveChannel<?> channel) {
    return new ReceiveChannelAdapter<>(channel, false);
  }

  @Override
  public Object sending(SendChannel<?> channel) {
    return new SendChannelAdapter<>(channel, ChannelConfig.FOREIGN, false);
  }

  @Override
  @SuppressWarnings("unchecked") // ours are made of such
  public Channel<Object> kotlin(Object channel) {
    return (Channel<Object>) kotlinReceiving(channel);
  }

  @Override
  public ReceiveChannel<Object> kotlinReceiving(Object channel) {
    if (channel instanceof ReceiveChannelAdapter<?> face) {
      return face.kotlin();
    }
    throw foreign(channel);
  }

  @Override
  public SendChannel<Object> kotlinSending(Object channel) {
    if (channel instanceof ChannelAdapter<?> full) {
      return full.sending().kotlin();
    }
    if (channel instanceof SendChannelAdapter<?> face) {
      return face.kotlin();
    }
    throw foreign(channel);
  }

  @Override
  public @Nullable CancellationException cancellationBy(Throwable thrown) {
    if (!(thrown instanceof ChannelClosedException closed) || !closed.isOfCancelledChannel()) {
      return null;
    }
    CancellationException cancellation =
        new CancellationException("a channel that it uses was cancelled");
    cancellation.initCause(closed);
    return cancellation;
  }

  private static IllegalArgumentException foreign(Object channel) {
    return new IllegalArgumentException("not a channel of coroutines4j: " + channel);
  }
}
