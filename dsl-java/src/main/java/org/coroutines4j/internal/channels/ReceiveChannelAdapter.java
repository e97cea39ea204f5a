package org.coroutines4j.internal.channels;

import java.util.Iterator;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.coroutines4j.channels.ReceiveChannel;
import org.coroutines4j.channels.ReceiveResult;
import org.coroutines4j.runtime.coroutine.AwaitMode;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.coroutine.SuspendCall;
import org.coroutines4j.runtime.dispatch.SneakyThrow;
import org.coroutines4j.runtime.kotlinx.ChannelCalls;
import org.coroutines4j.runtime.kotlinx.Closed;
import org.coroutines4j.runtime.kotlinx.TryOutcome;

/** The receiving end of a channel of kotlinx. */
public class ReceiveChannelAdapter<E> implements ReceiveChannel<E> {
  private final kotlinx.coroutines.channels.ReceiveChannel<Object> channel;
  private final SuspendCall receiving;

  /** Whether a wait is mostly for a sender that comes at once: without a buffer, or almost. */
  private final boolean isRendezvousLike;

  @SuppressWarnings("unchecked") // elements are objects
  public ReceiveChannelAdapter(
      kotlinx.coroutines.channels.ReceiveChannel<?> channel, boolean isRendezvousLike) {
    this.channel = (kotlinx.coroutines.channels.ReceiveChannel<Object>) channel;
    this.isRendezvousLike = isRendezvousLike;
    this.receiving = this.channel::receive;
  }

  public kotlinx.coroutines.channels.ReceiveChannel<Object> kotlin() {
    return channel;
  }

  @Override
  public E receive() {
    Object received = next();
    if (received instanceof Closed closed) {
      throw CloseCauses.exceptionOf(closed.getCause());
    }
    return element(received);
  }

  @Override
  public ReceiveResult.OrClosed<E> receiveOrClosed() {
    Object received = next();
    return received instanceof Closed closed
        ? new ReceiveResult.Closed<>(closed.getCause())
        : new ReceiveResult.Received<>(element(received));
  }

  /** An element, or a {@link Closed}. */
  private Object next() {
    CoroutineThread body = CoroutineThreads.direct();
    return body != null ? nextIn(body) : CoroutineThreads.<Object>call(this::nextIn);
  }

  /** Receives without a waiter if that can be done at once. */
  public final Object nextIn(CoroutineThread body) {
    body.checkpoint();
    Object received = ChannelCalls.tryReceive(channel);
    if (received == TryOutcome.EMPTY) {
      received = receiveSuspending(body);
    }
    if (received instanceof Closed) {
      body.awaitComingCancellation();
    }
    return received;
  }

  private Object receiveSuspending(CoroutineThread body) {
    try {
      return ChannelCalls.received(
          isRendezvousLike ? body.await(AwaitMode.SPINNING, receiving) : body.await(receiving));
    } catch (Throwable t) {
      boolean cancelled = t instanceof CancellationException && !body.frame().job().isActive();
      Closed closed = cancelled ? null : ChannelCalls.closedForReceive(channel);
      if (closed == null) {
        throw SneakyThrow.sneak(t);
      }
      return closed;
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public static <E> E element(Object received) {
    return (E) received;
  }

  @Override
  public ReceiveResult<E> tryReceive() {
    Object received = ChannelCalls.tryReceive(channel);
    if (received == TryOutcome.EMPTY) {
      return new ReceiveResult.Empty<>();
    }
    return received instanceof Closed closed
        ? new ReceiveResult.Closed<>(closed.getCause())
        : new ReceiveResult.Received<>(element(received));
  }

  @Override
  public CompletableFuture<E> receiveAsync() {
    return ChannelFuture.start(
        receiving, () -> ChannelCalls.closedForReceive(channel), ReceiveChannelAdapter::element);
  }

  @Override
  public void cancel() {
    channel.cancel(null);
  }

  @Override
  public boolean isClosedForReceive() {
    return ChannelCalls.closedForReceive(channel) != null;
  }

  @Override
  public Iterator<E> iterator() {
    return new ChannelIterator<>(this::next);
  }

  @Override
  public String toString() {
    return channel.toString();
  }
}
