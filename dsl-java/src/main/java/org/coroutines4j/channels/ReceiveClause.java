package org.coroutines4j.channels;

import kotlinx.coroutines.selects.SelectBuilder;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.runtime.bridge.Attempt;
import org.coroutines4j.runtime.bridge.ChannelCalls;
import org.coroutines4j.runtime.bridge.ClosedBy;
import org.coroutines4j.runtime.bridge.SelectCalls;
import org.jspecify.annotations.Nullable;

/** Receives from a channel. */
final class ReceiveClause extends Clause {
  private final kotlinx.coroutines.channels.ReceiveChannel<Object> channel;

  ReceiveClause(ReceiveChannel<?> from, ThrowingFunction<?, ?> handler) {
    super(handler);
    if (!(from instanceof ReceiveFace<?> face)) {
      throw new IllegalArgumentException(
          "from must be a channel that this library has made, but is " + from);
    }
    channel = face.kotlin();
  }

  @Override
  Object source() {
    return channel;
  }

  @Override
  boolean tryNow() {
    found = ChannelCalls.tryReceive(channel);
    return found != Attempt.EMPTY;
  }

  @Override
  void register(SelectBuilder<? super Clause> select) {
    SelectCalls.onReceive(select, channel, this::chosen);
  }

  @Override
  @Nullable Object result() {
    if (found instanceof ClosedBy closed) {
      throw ChannelClosedException.of(closed.getCause());
    }
    return found;
  }
}
