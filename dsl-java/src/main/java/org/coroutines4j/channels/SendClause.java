package org.coroutines4j.channels;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import kotlinx.coroutines.selects.SelectBuilder;
import org.coroutines4j.runtime.bridge.Attempt;
import org.coroutines4j.runtime.bridge.ChannelCalls;
import org.coroutines4j.runtime.bridge.ClosedBy;
import org.coroutines4j.runtime.bridge.SelectCalls;
import org.coroutines4j.runtime.task.Body;
import org.jspecify.annotations.Nullable;

/** Sends to a channel. */
final class SendClause extends Clause {
  private final SendFace<?> face;
  private final Object element;

  /** Kotlin has called the element undelivered during the wait. */
  private final AtomicBoolean returned = new AtomicBoolean();

  SendClause(SendChannel<?> to, Object element, Callable<?> handler) {
    super(sent -> handler.call());
    this.face = to instanceof FullChannel<?> full ? full.sending() : (SendFace<?>) to;
    this.element = Objects.requireNonNull(element, "element");
  }

  @Override
  Object source() {
    return face.kotlin();
  }

  @Override
  boolean sends() {
    return true;
  }

  @Override
  boolean tryNow() {
    found = face.offer(element);
    if (found instanceof ClosedBy) {
      refused();
    }
    return found != Attempt.FULL;
  }

  @Override
  void refused() {
    face.traits().undelivered(element);
  }

  @Override
  void begin(Body body) {
    returned.set(false);
    face.traits().begin(this);
  }

  /** Whether {@code undelivered} is the element of this clause, called so while it waits. */
  boolean takesBack(Object undelivered) {
    return undelivered == element && returned.compareAndSet(false, true);
  }

  /** The element stays with the caller if another clause was chosen. */
  @Override
  void end(@Nullable Clause chosen) {
    face.traits().end(this);
    if (returned.getAndSet(false) && (chosen == this || chosen == null)) {
      refused();
    }
  }

  @Override
  void register(SelectBuilder<? super Clause> select) {
    SelectCalls.onSend(select, face.kotlin(), element, this::chosen);
  }

  /** Kotlin's select throws for a closed channel, and does not say which. */
  boolean findClosed() {
    found = ChannelCalls.closedForSend(face.kotlin());
    return found != null;
  }

  @Override
  @Nullable Object result() {
    if (found instanceof ClosedBy closed) {
      throw new ChannelClosedException(closed.getCause());
    }
    return null;
  }
}
