package org.coroutines4j.internal.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlinx.coroutines.CompletableJob;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.JobKt;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowCollector;
import kotlinx.coroutines.flow.FlowKt;
import kotlinx.coroutines.flow.MutableSharedFlow;
import kotlinx.coroutines.flow.StateFlow;
import org.coroutines4j.flow.Emitter;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.kotlinx.SubscribedCollectors;
import org.jspecify.annotations.Nullable;

/**
 * A shared flow that keeps no values.
 *
 * <p>In kotlinx 1.11 (issue 4681) such a flow loses values, or hangs, after a waiting emitter was
 * cancelled. So this class never cancels an emitter of kotlinx: it emits an {@link Offer}, and
 * waits outside of kotlinx until all collectors have seen it. If that wait is cancelled, the offer
 * stays in the flow, and collectors skip it.
 */
public final class RendezvousSharedFlow implements Flow<Object> {
  private final MutableSharedFlow<Object> offers;

  /** What emits to a new collector once it is registered. */
  private final List<ThrowingConsumer<Emitter<Object>>> onSubscription;

  RendezvousSharedFlow(MutableSharedFlow<Object> offers) {
    this(offers, List.of());
  }

  private RendezvousSharedFlow(
      MutableSharedFlow<Object> offers, List<ThrowingConsumer<Emitter<Object>>> onSubscription) {
    this.offers = offers;
    this.onSubscription = onSubscription;
  }

  /**
   * Returns this flow, with a call of {@code action} for each collector once it is registered,
   * after those of this flow.
   */
  RendezvousSharedFlow onSubscription(ThrowingConsumer<Emitter<Object>> action) {
    List<ThrowingConsumer<Emitter<Object>>> all = new ArrayList<>(onSubscription);
    all.add(action);
    return new RendezvousSharedFlow(offers, all);
  }

  /** Emits {@code value} and waits for all collectors. A cancellation point. */
  void emit(Object value, CoroutineThread body) {
    Offer offer = offer(value);
    if (offer == null) {
      return;
    }
    try {
      body.join(offer.delivered);
    } catch (Throwable t) {
      offer.withdraw();
      throw t;
    }
  }

  /**
   * Offers {@code value} to all collectors. Returns null if all of them have it, else the offer
   * whose delivery the emitter has to wait for.
   */
  public @Nullable Offer offer(Object value) {
    Offer offer = new Offer(value);
    return offers.emit(offer, offer) == IntrinsicsKt.getCOROUTINE_SUSPENDED() ? offer : null;
  }

  /** Returns the number of collectors, as a state. */
  public StateFlow<Integer> subscriptions() {
    return offers.getSubscriptionCount();
  }

  /** Emits {@code value} if that needs no wait. */
  public boolean tryEmit(Object value) {
    return offers.tryEmit(new Offer(value));
  }

  @Override
  public @Nullable Object collect(
      FlowCollector<? super Object> collector, Continuation<? super Unit> k) {
    return subscribing(collector)
        .collect(
            (value, emitting) -> {
              Offer offer = (Offer) value;
              return offer.claim() ? collector.emit(offer.value, emitting) : Unit.INSTANCE;
            },
            k);
  }

  private Flow<Object> subscribing(FlowCollector<? super Object> collector) {
    return onSubscription.isEmpty() && !SubscribedCollectors.isSubscribed(collector)
        ? offers
        : FlowKt.onSubscription(
            offers,
            (collectorOfOffers, k) -> {
              if (!onSubscription.isEmpty()) {
                GeneratorFlow.emitAll(
                    collector,
                    k.getContext(),
                    out -> {
                      for (ThrowingConsumer<Emitter<Object>> action : onSubscription) {
                        action.accept(out);
                      }
                    });
              }
              return SubscribedCollectors.onSubscription(collector, k);
            });
  }

  /**
   * The state of an offer.
   *
   * <pre>
   * state      meaning                                moved on by
   * OPEN       no collector has seen the offer        the first collector, to DELIVERED;
   *                                                   its cancelled emitter, to WITHDRAWN
   * DELIVERED  every collector gets the value         final
   * WITHDRAWN  every collector skips the value        final</pre>
   */
  private enum State {
    OPEN,
    DELIVERED,
    WITHDRAWN
  }

  /**
   * A value that either all collectors get or none. As a continuation it is resumed when all
   * collectors have seen it.
   */
  public static final class Offer implements Continuation<Unit> {
    private final Object value;
    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
    private final CompletableJob delivered = JobKt.Job(null);

    private Offer(Object value) {
      this.value = value;
    }

    /** Returns the Job that is complete when all collectors have seen the value. */
    public Job delivered() {
      return delivered;
    }

    /**
     * Withdraws the value. Has no effect if a collector has it already: then all collectors get it.
     */
    public void withdraw() {
      boolean unused = state.compareAndSet(State.OPEN, State.WITHDRAWN);
    }

    /** Returns whether a collector may have the value. */
    boolean claim() {
      return state.compareAndSet(State.OPEN, State.DELIVERED) || state.get() == State.DELIVERED;
    }

    @Override
    public CoroutineContext getContext() {
      return EmptyCoroutineContext.INSTANCE;
    }

    @Override
    public void resumeWith(Object result) {
      boolean unused = delivered.complete();
    }
  }
}
