package org.coroutines4j.internal.select;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import kotlinx.coroutines.selects.SelectBuilder;
import org.coroutines4j.channels.SendChannel;
import org.coroutines4j.internal.channels.ChannelAdapter;
import org.coroutines4j.internal.channels.ChannelConfig;
import org.coroutines4j.internal.channels.CloseCauses;
import org.coroutines4j.internal.channels.SendChannelAdapter;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.kotlinx.ChannelCalls;
import org.coroutines4j.runtime.kotlinx.Closed;
import org.coroutines4j.runtime.kotlinx.SelectCalls;
import org.coroutines4j.runtime.kotlinx.TryOutcome;
import org.jspecify.annotations.Nullable;

/** Sends to a channel. */
public final class SendClause extends SelectClause implements ChannelConfig.PendingOffer {
  private final SendChannelAdapter<?> face;
  private final Object element;

  private final AtomicReference<Offer> offer = new AtomicReference<>(Offer.OVER);

  private enum Offer {
    OPEN,
    /** Kotlin has called the element undelivered, which may or may not be what happened. */
    RETURNED,
    /** What Kotlin calls undelivered from now on, is. */
    OVER
  }

  SendClause(SendChannel<?> to, Object element, Callable<?> handler) {
    super(sent -> handler.call());
    this.face = faceOf(to);
    this.element = Objects.requireNonNull(element, "element");
  }

  private static SendChannelAdapter<?> faceOf(SendChannel<?> to) {
    if (to instanceof ChannelAdapter<?> full) {
      return full.sending();
    }
    if (to instanceof SendChannelAdapter<?> face) {
      return face;
    }
    throw new IllegalArgumentException(
        "to must be a channel that this library has made, but is " + to);
  }

  @Override
  public Object source() {
    return face.kotlin();
  }

  @Override
  public boolean sends() {
    return true;
  }

  @Override
  public boolean tryNow() {
    found = face.offer(element);
    if (found instanceof Closed) {
      face.refusedByClose(element);
    }
    return found != TryOutcome.FULL;
  }

  @Override
  public void refused() {
    face.traits().undelivered(element);
  }

  @Override
  public void begin(CoroutineThread body) {
    offer.set(Offer.RETURNED); // until it is registered
    face.traits().begin(this);
  }

  @Override
  public boolean takesBack(Object undelivered) {
    return undelivered == element && offer.compareAndSet(Offer.OPEN, Offer.RETURNED);
  }

  /** The element stays with the caller if another clause was chosen. */
  @Override
  public void end(@Nullable SelectClause chosen) {
    Offer before = offer.getAndSet(Offer.OVER);
    face.traits().end(this);
    if (before == Offer.RETURNED && (chosen == this || chosen == null)) {
      refused();
    }
  }

  @Override
  public void register(SelectBuilder<? super SelectClause> select) {
    offer.set(Offer.OPEN);
    SelectCalls.onSend(select, face.kotlin(), element, this::chosen);
  }

  /** Kotlin's select throws for a closed channel, and does not say which. */
  boolean findClosed() {
    found = ChannelCalls.closedForSend(face.kotlin());
    return found != null;
  }

  @Override
  public @Nullable Object result() {
    if (found instanceof Closed closed) {
      throw CloseCauses.exceptionOf(closed.getCause());
    }
    return null;
  }
}
