package org.coroutines4j.internal.channels;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import kotlin.coroutines.Continuation;
import org.coroutines4j.channels.SendChannel;
import org.coroutines4j.channels.SendResult;
import org.coroutines4j.runtime.coroutine.AwaitMode;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.coroutine.SuspendCall;
import org.coroutines4j.runtime.dispatch.SneakyThrow;
import org.coroutines4j.runtime.kotlinx.ChannelCalls;
import org.coroutines4j.runtime.kotlinx.Closed;
import org.coroutines4j.runtime.kotlinx.TryOutcome;
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
    boolean cancelled = thrown instanceof CancellationException && !body.frame().job().isActive();
    Closed closed = cancelled ? null : ChannelCalls.closedForSend(channel);
    if (closed == null) {
      throw SneakyThrow.sneak(thrown);
    }
    body.awaitComingCancellation();
    return CloseCauses.exceptionOf(closed.getCause());
  }

  @Override
  public SendResult trySend(E element) {
    Object sent = offer(Objects.requireNonNull(element, "element"));
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
