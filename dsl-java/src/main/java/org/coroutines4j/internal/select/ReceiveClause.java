package org.coroutines4j.internal.select;

import kotlin.coroutines.Continuation;
import kotlin.jvm.functions.Function2;
import kotlinx.coroutines.channels.ChannelResult;
import kotlinx.coroutines.selects.SelectBuilder;
import org.coroutines4j.channels.ReceiveChannel;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.internal.channels.CloseCauses;
import org.coroutines4j.internal.channels.ReceiveChannelAdapter;
import org.coroutines4j.runtime.kotlinx.ChannelCalls;
import org.coroutines4j.runtime.kotlinx.Closed;
import org.coroutines4j.runtime.kotlinx.TryOutcome;
import org.jspecify.annotations.Nullable;

/** A clause that receives from a channel. */
class ReceiveClause extends SelectClause
    implements Function2<ChannelResult<Object>, Continuation<?>, Object> {
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
  public final Object source() {
    return channel;
  }

  @Override
  public final boolean tryNow() {
    found = ChannelCalls.tryReceive(channel);
    return found != TryOutcome.EMPTY;
  }

  @Override
  public final void register(SelectBuilder<? super SelectClause> select) {
    select.invoke(channel.getOnReceiveCatching(), this);
  }

  @Override
  public final Object invoke(ChannelResult<Object> received, Continuation<?> continuation) {
    return chosen(ChannelCalls.selected(received));
  }

  @Override
  public @Nullable Object result() {
    if (found instanceof Closed closed) {
      throw CloseCauses.exceptionOf(closed.getCause());
    }
    return found;
  }
}
