package org.coroutines4j.internal.select;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import kotlin.coroutines.Continuation;
import kotlin.jvm.functions.Function2;
import kotlinx.coroutines.selects.SelectBuilder;
import org.coroutines4j.channels.SendChannel;
import org.coroutines4j.internal.channels.ChannelAdapter;
import org.coroutines4j.internal.channels.ChannelConfig;
import org.coroutines4j.internal.channels.CloseCauses;
import org.coroutines4j.internal.channels.SendChannelAdapter;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.kotlinx.ChannelCalls;
import org.coroutines4j.runtime.kotlinx.Closed;
import org.coroutines4j.runtime.kotlinx.TryOutcome;
import org.jspecify.annotations.Nullable;

/** A clause that sends to a channel. */
public final class SendClause extends SelectClause
    implements ChannelConfig.PendingOffer,
        Function2<kotlinx.coroutines.channels.SendChannel<Object>, Continuation<?>, Object> {
  private final SendChannelAdapter<?> adapter;
  private final Object element;

  private final AtomicReference<Offer> offer = new AtomicReference<>(Offer.ENDED);

  /**
   * The thread that registers the clause. If a channel is cancelled meanwhile, the thread that
   * cancels it calls the handler; kotlinx then registers the clause again, finds the channel closed
   * and calls the handler for the second time, on this thread.
   */
  private volatile @Nullable Thread registering;

  /*
   * At the end of a select, kotlinx calls the onUndelivered handler for elements that it has not chosen to send,
   * which still belong to the caller. So while a select waits, the clause keeps such a call back:
   *
   * offer      meaning                                             moved on by
   * ENDED      no select waits: an undelivered element is lost     begin(), to RETURNED
   * RETURNED   kotlinx does not have the element: it is not        register(), to OPEN; end(), to ENDED
   *            registered yet, or was returned as undelivered
   * OPEN       kotlinx has the element                             takesBack(), to RETURNED; end(), to ENDED, or to
   *                                                                LATE if another clause was chosen and the channel
   *                                                                is closed
   * LATE       the thread that cancels the channel has marked the  takesBack(), to ENDED
   *            element as lost, and calls the handler afterwards
   *
   * If end() finds RETURNED and another clause was chosen, the element stays with the caller. If this clause or
   * none was chosen, the element is lost, and end() calls the handler. If end() finds OPEN and another clause was
   * chosen, kotlinx has not had the element, or that thread has marked it before the select could withdraw it.
   */
  private enum Offer {
    OPEN,
    RETURNED,
    LATE,
    ENDED
  }

  SendClause(SendChannel<?> to, Object element, Callable<?> handler) {
    super(sent -> handler.call());
    this.adapter = adapterOf(to);
    this.element = Objects.requireNonNull(element, "element");
  }

  private static SendChannelAdapter<?> adapterOf(SendChannel<?> to) {
    if (to instanceof ChannelAdapter<?> full) {
      return full.sending();
    }
    if (to instanceof SendChannelAdapter<?> adapter) {
      return adapter;
    }
    throw new IllegalArgumentException(
        "to must be a channel created by coroutines4j, such as Channel.buffered(n), but is " + to);
  }

  @Override
  public Object source() {
    return adapter.kotlin();
  }

  @Override
  public boolean sends() {
    return true;
  }

  @Override
  public boolean tryNow() {
    found = adapter.offer(element);
    if (found instanceof Closed) {
      adapter.refusedByClose(element);
    }
    return found != TryOutcome.FULL;
  }

  @Override
  public void refused() {
    adapter.config().undelivered(element);
  }

  @Override
  public void begin(CoroutineThread body) {
    offer.set(Offer.RETURNED); // kotlinx gets the element in register()
    adapter.config().begin(this);
  }

  @Override
  public boolean takesBack(Object undelivered) {
    if (undelivered != element) {
      return false;
    }
    if (offer.compareAndSet(Offer.OPEN, Offer.RETURNED)) {
      return true;
    }
    if (offer.compareAndSet(Offer.LATE, Offer.ENDED)) {
      adapter.config().end(this);
      return true;
    }
    return offer.get() == Offer.RETURNED && Thread.currentThread() == registering;
  }

  @Override
  public void end(@Nullable SelectClause chosen) {
    registering = null;
    if (offer.get() == Offer.LATE) {
      return; // of an earlier await of this select
    }
    boolean staysWithCaller = chosen != null && chosen != this;
    if (staysWithCaller
        && ChannelCalls.closedForSend(adapter.kotlin()) != null
        && offer.compareAndSet(Offer.OPEN, Offer.LATE)) {
      return;
    }
    Offer before = offer.getAndSet(Offer.ENDED);
    adapter.config().end(this);
    if (before == Offer.RETURNED && !staysWithCaller) {
      refused();
    }
  }

  @Override
  public void register(SelectBuilder<? super SelectClause> select) {
    registering = Thread.currentThread();
    offer.set(Offer.OPEN);
    select.invoke(adapter.kotlin().getOnSend(), element, this);
  }

  @Override
  public Object invoke(
      kotlinx.coroutines.channels.SendChannel<Object> channel, Continuation<?> continuation) {
    return chosen(null);
  }

  /** Returns whether the channel is closed for send, and stores that as the result. */
  boolean findClosed() {
    found = ChannelCalls.closedForSend(adapter.kotlin());
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
