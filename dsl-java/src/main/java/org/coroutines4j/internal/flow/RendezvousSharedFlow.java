package org.coroutines4j.internal.flow;

import java.util.concurrent.atomic.AtomicReference;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlinx.coroutines.CompletableJob;
import kotlinx.coroutines.JobKt;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowCollector;
import kotlinx.coroutines.flow.MutableSharedFlow;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.jspecify.annotations.Nullable;

/**
 * A shared flow that keeps no values. One of kotlinx (1.11, its issue 4681) loses values, or hangs,
 * after an emitter that waits was cancelled. So none is: its offer stays, and collectors pass over
 * it.
 */
final class RendezvousSharedFlow implements Flow<Object> {
  private final MutableSharedFlow<Object> offers;

  RendezvousSharedFlow(MutableSharedFlow<Object> offers) {
    this.offers = offers;
  }

  /** Emits, and waits for all collectors. A cancellation point. */
  void emit(Object value, CoroutineThread body) {
    Offer offer = new Offer(value);
    if (offers.emit(offer, offer) != IntrinsicsKt.getCOROUTINE_SUSPENDED()) {
      return;
    }
    try {
      Object unused = body.await(offer.taken::join);
    } catch (Throwable t) {
      boolean unused = offer.state.compareAndSet(State.OPEN, State.WITHDRAWN);
      throw t;
    }
  }

  boolean tryEmit(Object value) {
    return offers.tryEmit(new Offer(value));
  }

  @Override
  public @Nullable Object collect(
      FlowCollector<? super Object> collector, Continuation<? super Unit> k) {
    return offers.collect(
        (value, emitting) -> {
          Offer offer = (Offer) value;
          return offer.take() ? collector.emit(offer.value, emitting) : Unit.INSTANCE;
        },
        k);
  }

  private enum State {
    OPEN,
    HANDLED,
    WITHDRAWN
  }

  /** A value, which all collectors get or none, and what goes on when they have it. */
  private static final class Offer implements Continuation<Unit> {
    final Object value;
    final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
    final CompletableJob taken = JobKt.Job(null);

    Offer(Object value) {
      this.value = value;
    }

    boolean take() {
      return state.compareAndSet(State.OPEN, State.HANDLED) || state.get() == State.HANDLED;
    }

    @Override
    public CoroutineContext getContext() {
      return EmptyCoroutineContext.INSTANCE;
    }

    @Override
    public void resumeWith(Object result) {
      boolean unused = taken.complete();
    }
  }
}
