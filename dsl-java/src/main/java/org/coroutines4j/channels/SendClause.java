package org.coroutines4j.channels;

import java.util.Objects;
import java.util.concurrent.Callable;
import kotlinx.coroutines.selects.SelectBuilder;
import org.coroutines4j.runtime.bridge.Attempt;
import org.coroutines4j.runtime.bridge.ChannelCalls;
import org.coroutines4j.runtime.bridge.ClosedBy;
import org.coroutines4j.runtime.bridge.SelectCalls;
import org.jspecify.annotations.Nullable;

/** Sends to a channel. */
final class SendClause extends Clause {
  private final SendFace<?> face;
  private final Object element;

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
      face.undelivered(element);
    }
    return found != Attempt.FULL;
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
