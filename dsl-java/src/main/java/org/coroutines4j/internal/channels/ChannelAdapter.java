package org.coroutines4j.internal.channels;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.SendResult;
import org.coroutines4j.runtime.coroutine.UndeliveredElementHandler;
import org.jspecify.annotations.Nullable;

/** A {@link Channel} over one of kotlinx: both sides of it. */
public final class ChannelAdapter<E> extends ReceiveChannelAdapter<E>
    implements Channel<E>, UndeliveredElementHandler {
  private final SendChannelAdapter<E> sending;
  private final int capacity;

  ChannelAdapter(
      kotlinx.coroutines.channels.Channel<?> channel,
      ChannelConfig config,
      int capacity,
      boolean isRendezvousLike) {
    super(channel, isRendezvousLike);
    this.capacity = capacity;
    sending = new SendChannelAdapter<>(channel, config, isRendezvousLike);
  }

  public SendChannelAdapter<E> sending() {
    return sending;
  }

  @Override
  int capacity() {
    return capacity;
  }

  @Override
  public void send(E element) {
    sending.send(element);
  }

  @Override
  public SendResult trySend(E element) {
    return sending.trySend(element);
  }

  @Override
  public SendResult trySend(E element, Duration timeout) {
    return sending.trySend(element, timeout);
  }

  @Override
  public CompletableFuture<@Nullable Void> sendAsync(E element) {
    return sending.sendAsync(element);
  }

  @Override
  public boolean close() {
    return sending.close();
  }

  @Override
  public boolean closeExceptionally(Throwable cause) {
    return sending.closeExceptionally(cause);
  }

  @Override
  public void invokeOnClose(Consumer<? super Optional<Throwable>> handler) {
    sending.invokeOnClose(handler);
  }

  @Override
  public boolean isClosedForSend() {
    return sending.isClosedForSend();
  }

  @Override
  public void undelivered(Object element) {
    sending.config().undelivered(element);
  }
}
