package org.coroutines4j.internal.channels;

import java.time.Duration;
import java.util.Iterator;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.coroutines4j.channels.QueueSnapshot;
import org.coroutines4j.channels.ReceiveChannel;
import org.coroutines4j.channels.ReceiveResult;
import org.coroutines4j.runtime.coroutine.AwaitMode;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.coroutine.SuspendCall;
import org.coroutines4j.runtime.coroutine.TimedAwait;
import org.coroutines4j.runtime.dispatch.SneakyThrow;
import org.coroutines4j.runtime.kotlinx.ChannelCalls;
import org.coroutines4j.runtime.kotlinx.ChannelCells;
import org.coroutines4j.runtime.kotlinx.Closed;
import org.coroutines4j.runtime.kotlinx.TryOutcome;
import org.coroutines4j.runtime.time.Nanos;

/** A {@link ReceiveChannel} over one of kotlinx. */
public class ReceiveChannelAdapter<E> implements ReceiveChannel<E> {
  private final kotlinx.coroutines.channels.ReceiveChannel<Object> channel;
  private final SuspendCall receiving;

  private final AwaitMode mode;

  @SuppressWarnings("unchecked") // elements are objects
  public ReceiveChannelAdapter(
      kotlinx.coroutines.channels.ReceiveChannel<?> channel, boolean isRendezvousLike) {
    this.channel = (kotlinx.coroutines.channels.ReceiveChannel<Object>) channel;
    this.mode = ChannelFactory.modeOf(isRendezvousLike);
    this.receiving = this.channel::receive;
  }

  public kotlinx.coroutines.channels.ReceiveChannel<Object> kotlin() {
    return channel;
  }

  /** Returns the channel of kotlinx whose elements are those of this one. */
  Object buffer() {
    return channel;
  }

  /** Returns the capacity, {@link ChannelFactory#UNLIMITED} or {@link ChannelFactory#UNKNOWN}. */
  int capacity() {
    return ChannelFactory.UNKNOWN;
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

  /** Waits for an element and returns it, or a {@link Closed}. A cancellation point. */
  private Object next() {
    CoroutineThread body = CoroutineThreads.direct();
    return body != null ? nextIn(body) : CoroutineThreads.<Object>call(this::nextIn);
  }

  /**
   * Waits for an element and returns it, or a {@link Closed}. Creates no waiter if one of them is
   * there immediately. A cancellation point.
   */
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

  /**
   * Waits as {@link #nextIn(CoroutineThread)} does, for at most {@code nanos}. Returns {@link
   * TryOutcome#EMPTY} if no element has arrived by then. No element is lost. A cancellation point.
   */
  public final Object nextIn(CoroutineThread body, long nanos) {
    body.checkpoint();
    Object received = ChannelCalls.tryReceive(channel);
    if (received == TryOutcome.EMPTY && nanos > 0) {
      received = receiveWithin(body, nanos);
    }
    if (received instanceof Closed) {
      body.awaitComingCancellation();
    }
    return received;
  }

  private Object receiveWithin(CoroutineThread body, long nanos) {
    Object received;
    try {
      received = TimedAwait.await(body, nanos, receiving);
    } catch (Throwable t) {
      return closedOr(body, t);
    }
    return received == TimedAwait.TIMED_OUT ? TryOutcome.EMPTY : ChannelCalls.received(received);
  }

  /** Waits for an element or the end. The caller has checked for a cancellation. */
  private Object receiveSuspending(CoroutineThread body) {
    try {
      return ChannelCalls.received(body.awaitChecked(mode, receiving, null));
    } catch (Throwable t) {
      return closedOr(body, t);
    }
  }

  /**
   * Returns the end of the channel if that is why a wait threw {@code thrown}. Otherwise throws
   * {@code thrown}.
   */
  private Closed closedOr(CoroutineThread body, Throwable thrown) {
    boolean cancelled = thrown instanceof CancellationException && !body.frame().job().isActive();
    Closed closed = cancelled ? null : ChannelCalls.closedForReceive(channel);
    if (closed == null) {
      throw SneakyThrow.sneak(thrown);
    }
    return closed;
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public static <E> E element(Object received) {
    return (E) received;
  }

  @Override
  public ReceiveResult<E> tryReceive() {
    return resultOf(ChannelCalls.tryReceive(channel));
  }

  @Override
  public ReceiveResult<E> tryReceive(Duration timeout) {
    long nanos = Nanos.of(Objects.requireNonNull(timeout, "timeout"));
    return resultOf(CoroutineThreads.<Object>call(body -> nextIn(body, nanos)));
  }

  private ReceiveResult<E> resultOf(Object received) {
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
  public void cancel(Throwable cause) {
    channel.cancel(CloseCauses.cancellation(Objects.requireNonNull(cause, "cause")));
  }

  @Override
  public boolean isEmpty() {
    return channel.isEmpty();
  }

  @Override
  public boolean isClosedForReceive() {
    return ChannelCalls.closedForReceive(channel) != null;
  }

  @Override
  public QueueSnapshot snapshot() {
    int capacity = capacity();
    boolean isUnlimited = capacity == ChannelFactory.UNLIMITED;
    ChannelCells.Counts counts = ChannelCells.of(buffer(), isUnlimited);
    if (counts == null) {
      throw new UnsupportedOperationException(
          "kotlinx.coroutines does not tell the elements and waiters of a channel of class "
              + buffer().getClass().getName()
              + ". Take the snapshot of a channel that was created by this library or by"
              + " Channel() of Kotlin.");
    }
    return new QueueSnapshot(
        counts.elements(),
        isUnlimited || capacity == ChannelFactory.UNKNOWN
            ? OptionalInt.empty()
            : OptionalInt.of(capacity),
        counts.senders(),
        counts.receivers());
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
