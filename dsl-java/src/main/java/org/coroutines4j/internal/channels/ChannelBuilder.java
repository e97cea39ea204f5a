package org.coroutines4j.internal.channels;

import java.util.Objects;
import java.util.function.Consumer;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.Overflow;
import org.jspecify.annotations.Nullable;

/** Collects the properties of a channel that is to be created. */
public final class ChannelBuilder<E> implements Channel.Builder<E> {
  private int capacity;
  private Overflow overflow = Overflow.SUSPEND;
  private @Nullable Consumer<Object> undelivered;

  @Override
  public Channel.Builder<E> capacity(int n) {
    capacity = ChannelFactory.requireCapacity(n);
    return this;
  }

  @Override
  public Channel.Builder<E> onOverflow(Overflow policy) {
    overflow = Objects.requireNonNull(policy, "policy");
    return this;
  }

  @Override
  @SuppressWarnings("unchecked") // the handler only gets elements of the channel
  public <E1 extends E> Channel.Builder<E1> onUndelivered(Consumer<? super E1> handler) {
    undelivered = (Consumer<Object>) Objects.requireNonNull(handler, "handler");
    return (Channel.Builder<E1>) this;
  }

  @Override
  public <E1 extends E> Channel<E1> build() {
    return ChannelFactory.open(capacity, overflow, undelivered);
  }
}
