package org.coroutines4j.internal.channels;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import kotlin.coroutines.Continuation;
import org.coroutines4j.channels.SendChannel;
import org.coroutines4j.channels.SendResult;
import org.coroutines4j.runtime.coroutine.AwaitMode;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.coroutine.SuspendCall;
import org.coroutines4j.runtime.coroutine.TimedAwait;
import org.coroutines4j.runtime.dispatch.SneakyThrow;
import org.coroutines4j.runtime.kotlinx.ChannelCalls;
import org.coroutines4j.runtime.kotlinx.Closed;
import org.coroutines4j.runtime.kotlinx.TryOutcome;
import org.coroutines4j.runtime.time.Nanos;
import org.jspecify.annotations.Nullable;

/** The sending end of a channel of kotlinx. */
public final class SendChannelAdapter<E> implements SendChannel<E> {
  private final kotlinx.coroutines.channels.SendChannel<Object> channel;
  private final ChannelConfig traits;

  /** Whether a wait is mostly for a receiver that comes at once: without a buffer, or almost. */
  private final boolean isRendezvousLike;

  @SuppressWarnings("unchecked") // elements are objects
  SendChannelAdapter(
      kotlinx.coroutines.channels.SendChannel<?> channel,
      ChannelConfig traits,
      boolean isRendezvousLike) {
    this.channel = (kotlinx.coroutines.channels.SendChannel<Object>) channel;
    this.traits = traits;
    this.isRendezvousLike = isRendezvousLike;
  }

  public kotlinx.coroutines.channels.SendChannel<Object> kotlin() {
    return channel;
  }

  @Override
  public void send(E element) {
    Objects.requireNonNull(element, "element");
    CoroutineThread body = CoroutineThreads.direct();
    if (body != null) {
      sendIn(body, element);
    } else {
      try {
        CoroutineThreads.requireMayWait();
      } catch (IllegalStateException e) {
        traits.undelivered(element);
        throw e;
      }
      CoroutineThreads.run(own -> sendIn(own, element));
    }
  }

  /** Sends without a waiter if that can be done at once. */
  private void sendIn(CoroutineThread body, Object element) {
    try {
      body.checkpoint();
    } catch (Throwable t) {
      traits.undelivered(element);
      throw t;
    }
    if (traits == ChannelConfig.FOREIGN) {
      sendSuspending(
          body, element); // the handler of the channel hears of Kotlin's send, not of trySend
      return;
    }
    Object sent = offer(element);
    if (sent != TryOutcome.SENT) {
      if (sent instanceof Closed closed) {
        traits.undelivered(element);
        body.awaitComingCancellation();
        throw CloseCauses.exceptionOf(closed.getCause());
      }
      sendSuspending(body, element);
    }
  }

  @Override
  public SendResult trySend(E element, Duration timeout) {
    Objects.requireNonNull(element, "element");
    long nanos = Nanos.of(Objects.requireNonNull(timeout, "timeout"));
    try {
      return CoroutineThreads.<SendResult>call(body -> resultOf(offerIn(body, element, nanos)));
    } catch (Throwable t) { // then the element has not been sent, and its owner is not told of it
      traits.undelivered(element);
      throw t;
    }
  }

  /** Sends within {@code nanos}: SENT, FULL or a {@link Closed}. */
  private Object offerIn(CoroutineThread body, Object element, long nanos) {
    body.checkpoint();
    Object sent = offer(element);
    if (sent == TryOutcome.FULL && nanos > 0) {
      sent = new TimedSend(element).await(body, nanos);
    }
    if (sent instanceof Closed) {
      body.awaitComingCancellation();
    }
    return sent;
  }

  /**
   * A send that waits until a deadline. What kotlinx calls undelivered meanwhile is kept: the
   * element stays with the caller, unless it has been sent.
   */
  private final class TimedSend implements SuspendCall, ChannelConfig.PendingOffer {
    private final Object element;

    /** False once the element was called undelivered, or the send is over. */
    private final AtomicBoolean open = new AtomicBoolean(true);

    TimedSend(Object element) {
      this.element = element;
    }

    Object await(CoroutineThread body, long nanos) {
      Object sent = TryOutcome.FULL;
      traits.begin(this);
      try {
        if (TimedAwait.await(body, nanos, this) != TimedAwait.TIMED_OUT) {
          sent = TryOutcome.SENT;
        }
      } catch (Throwable t) {
        sent = closedAfter(body, t);
      } finally {
        boolean returned = !open.getAndSet(false);
        traits.end(this);
        if (returned && sent == TryOutcome.SENT) { // it was received by nobody
          traits.undelivered(element);
        }
      }
      return sent;
    }

    @Override
    @SuppressWarnings("NullAway") // it does not see the annotations of the overridden method
    public @Nullable Object invoke(Continuation<@Nullable Object> continuation) {
      return channel.send(element, continuation);
    }

    @Override
    public boolean takesBack(Object undelivered) {
      return undelivered == element && open.compareAndSet(true, false);
    }
  }

  public ChannelConfig traits() {
    return traits;
  }

  /** The channel is closed: tells its handler, whosever it is, of {@code element}. */
  public void refusedByClose(Object element) {
    if (traits == ChannelConfig.FOREIGN) {
      try {
        Object unused = channel.send(element, NoopContinuation.INSTANCE);
      } catch (Throwable closed) {
        // as it must be: Kotlin's send has told the handler
      }
    } else {
      traits.undelivered(element);
    }
  }

  /** Sends without waiting: SENT, FULL or a {@link Closed}. */
  public Object offer(Object element) {
    return traits.dropsLatest() ? sendOrDrop(element) : ChannelCalls.trySend(channel, element);
  }

  /**
   * Kotlin's trySend does not tell the handler of what it drops, its send does, and never waits. If
   * the channel is closed meanwhile the handler has been told too, as if the element came before.
   */
  private Object sendOrDrop(Object element) {
    Closed closed = ChannelCalls.closedForSend(channel);
    if (closed != null) {
      return closed;
    }
    try {
      Object unused = channel.send(element, NoopContinuation.INSTANCE);
    } catch (Throwable closedMeanwhile) {
      // told, see above
    }
    return TryOutcome.SENT;
  }

  private void sendSuspending(CoroutineThread body, Object element) {
    Sending sending = new Sending(element);
    try {
      Object unused =
          isRendezvousLike ? body.await(AwaitMode.SPINNING, sending) : body.await(sending);
    } catch (Throwable t) {
      if (!sending.begun) { // cancelled before kotlinx knew of the element
        traits.undelivered(element);
      }
      throw closedOr(body, t);
    }
  }

  private final class Sending implements SuspendCall {
    private final Object element;
    boolean begun;

    Sending(Object element) {
      this.element = element;
    }

    @Override
    @SuppressWarnings("NullAway") // it does not see the annotations of the overridden method
    public @Nullable Object invoke(Continuation<@Nullable Object> continuation) {
      begun = true;
      return channel.send(element, continuation);
    }
  }

  private RuntimeException closedOr(CoroutineThread body, Throwable thrown) {
    Closed closed = closedAfter(body, thrown);
    body.awaitComingCancellation();
    return CloseCauses.exceptionOf(closed.getCause());
  }

  /** Returns the end of the channel, if that is why a wait threw {@code thrown}; else throws it. */
  private Closed closedAfter(CoroutineThread body, Throwable thrown) {
    boolean cancelled = thrown instanceof CancellationException && !body.frame().job().isActive();
    Closed closed = cancelled ? null : ChannelCalls.closedForSend(channel);
    if (closed == null) {
      throw SneakyThrow.sneak(thrown);
    }
    return closed;
  }

  @Override
  public SendResult trySend(E element) {
    return resultOf(offer(Objects.requireNonNull(element, "element")));
  }

  private static SendResult resultOf(Object sent) {
    if (sent == TryOutcome.SENT) {
      return SendResult.Sent.INSTANCE;
    }
    return sent instanceof Closed closed
        ? new SendResult.Closed(closed.getCause())
        : SendResult.Full.INSTANCE;
  }

  @Override
  public CompletableFuture<@Nullable Void> sendAsync(E element) {
    Objects.requireNonNull(element, "element");
    return ChannelFuture.<@Nullable Void>start(
        k -> channel.send(element, k), () -> ChannelCalls.closedForSend(channel), sent -> null);
  }

  @Override
  public boolean close() {
    return channel.close(null);
  }

  @Override
  public boolean closeExceptionally(Throwable cause) {
    CloseCauses.add(Objects.requireNonNull(cause, "cause"));
    return channel.close(cause);
  }

  @Override
  public boolean isClosedForSend() {
    return ChannelCalls.closedForSend(channel) != null;
  }

  @Override
  public String toString() {
    return channel.toString();
  }
}
