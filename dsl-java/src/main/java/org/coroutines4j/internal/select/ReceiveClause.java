package org.coroutines4j.internal.select;

import kotlinx.coroutines.selects.SelectBuilder;
import org.coroutines4j.channels.ReceiveChannel;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.internal.channels.CloseCauses;
import org.coroutines4j.internal.channels.ReceiveChannelAdapter;
import org.coroutines4j.runtime.kotlinx.ChannelCalls;
import org.coroutines4j.runtime.kotlinx.Closed;
import org.coroutines4j.runtime.kotlinx.SelectCalls;
import org.coroutines4j.runtime.kotlinx.TryOutcome;
import org.jspecify.annotations.Nullable;

/** A clause that receives from a channel. */
final class ReceiveClause extends SelectClause {
  private final kotlinx.coroutines.channels.ReceiveChannel<Object> channel;

  ReceiveClause(ReceiveChannel<?> from, ThrowingFunction<?, ?> handler) {
    super(handler);
    if (!(from instanceof ReceiveChannelAdapter<?> adapter)) {
      throw new IllegalArgumentException(
          "from must be a channel created by coroutines4j, such as Channel.buffered(n), but is "
              + from);
    }
    channel = adapter.kotlin();
  }

  @Override
  public Object source() {
    return channel;
  }

  @Override
  public boolean tryNow() {
    found = ChannelCalls.tryReceive(channel);
    return found != TryOutcome.EMPTY;
  }

  @Override
  public void register(SelectBuilder<? super SelectClause> select) {
    SelectCalls.onReceive(select, channel, this::chosen);
  }

  @Override
  public @Nullable Object result() {
    if (found instanceof Closed closed) {
      throw CloseCauses.exceptionOf(closed.getCause());
    }
    return found;
  }
}
