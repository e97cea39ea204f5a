package org.coroutines4j.internal.channels;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import org.coroutines4j.channels.SendChannel;
import org.coroutines4j.channels.SendResult;
import org.coroutines4j.internal.util.SafeMessages;
import org.coroutines4j.runtime.coroutine.ArgumentCall;
import org.coroutines4j.runtime.coroutine.AwaitMode;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.coroutine.SuspendCall;
import org.coroutines4j.runtime.coroutine.TimedAwait;
import org.coroutines4j.runtime.debug.Warning;
import org.coroutines4j.runtime.dispatch.SneakyThrow;
import org.coroutines4j.runtime.kotlinx.ChannelCalls;
import org.coroutines4j.runtime.kotlinx.Closed;
import org.coroutines4j.runtime.kotlinx.TryOutcome;
import org.coroutines4j.runtime.time.Nanos;
import org.jspecify.annotations.Nullable;

/** A {@link SendChannel} over one of kotlinx. */
public final class SendChannelAdapter<E> implements SendChannel<E> {
  private final kotlinx.coroutines.channels.SendChannel<Object> channel;
  private final ChannelConfig config;

  private final AwaitMode mode;
  private final ArgumentCall sending;

  @SuppressWarnings("unchecked") // elements are objects
  SendChannelAdapter(
      kotlinx.coroutines.channels.SendChannel<?> channel,
      ChannelConfig config,
      boolean isRendezvousLike) {
    this.channel = (kotlinx.coroutines.channels.SendChannel<Object>) channel;
    this.config = config;
    this.mode = ChannelFactory.modeOf(isRendezvousLike);
    this.sending = (element, continuation) -> this.channel.send(element, continuation);
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
        config.undelivered(element);
        throw e;
      }
      CoroutineThreads.run(own -> sendIn(own, element));
    }
  }

  /**
   * Sends {@code element}. Creates no waiter if that is possible without waiting. A cancellation
   * point.
   */
  private void sendIn(CoroutineThread body, Object element) {
    try {
      body.checkpoint();
    } catch (Throwable t) {
      config.undelivered(element);
      throw t;
    }
    if (config == ChannelConfig.FOREIGN) {
      // not by trySend: kotlinx calls the channel's handler for a send only
      sendSuspending(body, element);
      return;
    }
    Object sent = offer(element);
    if (sent != TryOutcome.SENT) {
      if (sent instanceof Closed closed) {
        config.undelivered(element);
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
    } catch (Throwable t) { // the element has not been sent
      config.undelivered(element);
      throw t;
    }
  }

  /**
   * Sends {@code element} within {@code nanos}. Returns {@link TryOutcome#SENT}, {@link
   * TryOutcome#FULL} or a {@link Closed}. A cancellation point.
   */
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
   * A send that waits until a deadline. It keeps an element that kotlinx calls undelivered: the
   * element stays with the caller, unless it has been sent.
   *
   * <p>kotlinx calls the handler once for an element that it has and does not send. If the channel
   * is cancelled at the deadline, that may happen after this wait has ended:
   *
   * <pre>{@code
   * thread that cancels the channel          timer                       sender
   * marks the cell of the send as closed
   *                                          withdraws the send, finds
   *                                          the mark, resumes the sender
   *                                                                      ends the wait
   * calls the handler
   * }</pre>
   *
   * So the offer remains until that call.
   */
  private final class TimedSend implements SuspendCall, ChannelConfig.PendingOffer {
    private final Object element;

    /** Whether kotlinx has the element, or had it when it was sent. */
    private final AtomicBoolean open = new AtomicBoolean();

    TimedSend(Object element) {
      this.element = element;
    }

    Object await(CoroutineThread body, long nanos) {
      Object sent = TryOutcome.FULL;
      config.begin(this);
      try {
        if (TimedAwait.await(body, nanos, this) != TimedAwait.TIMED_OUT) {
          sent = TryOutcome.SENT;
        }
      } catch (Throwable t) {
        sent = closedAfter(body, t);
      } finally {
        if (sent == TryOutcome.SENT) {
          boolean returned = !open.getAndSet(false);
          config.end(this);
          if (returned) { // no receiver has received it
            config.undelivered(element);
          }
        } else if (!open.get()) {
          config.end(this);
        }
      }
      return sent;
    }

    @Override
    @SuppressWarnings("NullAway") // misses the annotations of the overridden method
    public @Nullable Object invoke(Continuation<@Nullable Object> continuation) {
      open.set(true);
      return channel.send(element, continuation);
    }

    @Override
    public boolean takesBack(Object undelivered) {
      if (undelivered != element || !open.compareAndSet(true, false)) {
        return false;
      }
      config.end(this);
      return true;
    }
  }

  public ChannelConfig config() {
    return config;
  }

  /**
   * Called when the channel has refused {@code element} because it is closed. Calls the handler of
   * undelivered elements with it: the channel's own, or the one of Kotlin code.
   */
  public void refusedByClose(Object element) {
    if (config == ChannelConfig.FOREIGN) {
      try {
        Object unused = channel.send(element, NoopContinuation.INSTANCE);
      } catch (Throwable closed) {
        // always thrown: Kotlin's send has called the handler
      }
    } else {
      config.undelivered(element);
    }
  }

  /**
   * Sends {@code element} if that is possible without waiting. Returns {@link TryOutcome#SENT},
   * {@link TryOutcome#FULL} or a {@link Closed}.
   */
  public Object offer(Object element) {
    return config.dropsLatest() ? sendOrDrop(element) : ChannelCalls.trySend(channel, element);
  }

  /**
   * Sends to a channel that drops the newest element. Uses Kotlin's {@code send}, which never waits
   * there and calls the handler for an element that it drops; {@code trySend} does not call it. If
   * the channel is closed meanwhile, {@code send} has called the handler too, and the element
   * counts as sent before the close.
   */
  private Object sendOrDrop(Object element) {
    Closed closed = ChannelCalls.closedForSend(channel);
    if (closed != null) {
      return closed;
    }
    try {
      Object unused = channel.send(element, NoopContinuation.INSTANCE);
    } catch (Throwable closedMeanwhile) {
      // the handler was called
    }
    return TryOutcome.SENT;
  }

  /**
   * Sends {@code element} by Kotlin's {@code send}, which calls the handler if it does not send it.
   * The caller has checked for a cancellation.
   */
  private void sendSuspending(CoroutineThread body, Object element) {
    try {
      Object unused = body.awaitChecked(mode, sending, element);
    } catch (Throwable t) {
      throw closedOr(body, t);
    }
  }

  private RuntimeException closedOr(CoroutineThread body, Throwable thrown) {
    Closed closed = closedAfter(body, thrown);
    body.awaitComingCancellation();
    return CloseCauses.exceptionOf(closed.getCause());
  }

  /**
   * Returns the end of the channel if that is why a wait threw {@code thrown}. Otherwise throws
   * {@code thrown}.
   */
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
    Closed closed = config == ChannelConfig.FOREIGN ? null : ChannelCalls.closedForSend(channel);
    if (closed
        != null) { // not by kotlinx, whose call of the handler an earlier offer may take back
      config.undelivered(element);
      return CompletableFuture.failedFuture(CloseCauses.exceptionOf(closed.getCause()));
    }
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
  public void invokeOnClose(Consumer<? super Optional<Throwable>> handler) {
    Objects.requireNonNull(handler, "handler");
    try {
      channel.invokeOnClose(
          cause -> {
            call(handler, cause);
            return Unit.INSTANCE;
          });
    } catch (IllegalStateException e) {
      throw new IllegalStateException(
          "invokeOnClose was called before: a channel has one handler. Let it do both", e);
    }
  }

  private static void call(
      Consumer<? super Optional<Throwable>> handler, @Nullable Throwable cause) {
    try {
      handler.accept(Optional.ofNullable(cause));
    } catch (Throwable t) {
      Warning.CLOSE_HANDLER_FAILED.logLine(
          "a handler of invokeOnClose failed: " + SafeMessages.of(t));
    }
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
