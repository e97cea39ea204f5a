package org.coroutines4j.internal.flow;

import java.util.concurrent.CancellationException;
import org.coroutines4j.channels.ChannelClosedException;
import org.coroutines4j.channels.ReceiveChannel;
import org.coroutines4j.channels.ReceiveResult;
import org.coroutines4j.internal.channels.ReceiveChannelAdapter;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.UndeliveredElementHandler;
import org.coroutines4j.runtime.dispatch.SneakyThrow;
import org.coroutines4j.runtime.kotlinx.Closed;
import org.jspecify.annotations.Nullable;

/** Receives from a channel. The value that it has returned last belongs to the channel. */
final class ChannelPuller extends Puller {
  private final ReceiveChannel<?> channel;

  ChannelPuller(ReceiveChannel<?> channel) {
    this.channel = channel;
  }

  @Override
  @Nullable Object next(CoroutineThread body) {
    if (channel instanceof ReceiveChannelAdapter<?> adapter) {
      Object received = adapter.nextIn(body);
      return received instanceof Closed closed ? closedBy(closed.getCause()) : received;
    }
    ReceiveResult.OrClosed<?> received = channel.receiveOrClosed();
    return received instanceof ReceiveResult.Received<?> value
        ? value.value()
        : closedBy(((ReceiveResult.Closed<?>) received).cause());
  }

  /** Returns null for the end of the flow, or throws the failure of the channel. */
  private @Nullable Object closedBy(@Nullable Throwable failure) {
    if (failure == null) {
      return null;
    }
    throw failureOf(channel, failure);
  }

  /**
   * Throws what a flow of the elements of {@code channel} fails with if that was closed by {@code
   * failure}. Never returns: the return type only tells the compiler so.
   */
  static RuntimeException failureOf(ReceiveChannel<?> channel, Throwable failure) {
    if (failure instanceof CancellationException) { // the channel's, not the collector's
      Object unused = channel.receive(); // always throws, and knows if it was cancelled
      throw new ChannelClosedException(failure);
    }
    throw SneakyThrow.sneak(failure);
  }

  @Override
  boolean ownsValues() {
    return channel instanceof UndeliveredElementHandler;
  }

  @Override
  boolean giveBack(Object value) {
    if (channel instanceof UndeliveredElementHandler owner) {
      owner.undelivered(value);
      return true;
    }
    return false;
  }
}
