package org.coroutines4j.internal.select;

import java.util.Objects;
import org.coroutines4j.channels.ReceiveChannel;
import org.coroutines4j.channels.ReceiveResult;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.runtime.kotlinx.Closed;

/** A clause that receives from a channel, and passes the end of the channel to its handler. */
final class ReceiveOrClosedClause extends ReceiveClause {
  ReceiveOrClosedClause(ReceiveChannel<?> from, ThrowingFunction<?, ?> handler) {
    super(from, handler);
  }

  @Override
  boolean hasFoundEnd() {
    return found instanceof ReceiveResult.Closed;
  }

  @Override
  public Object result() {
    return found instanceof Closed closed
        ? new ReceiveResult.Closed<>(closed.getCause())
        : new ReceiveResult.Received<>(Objects.requireNonNull(found));
  }
}
