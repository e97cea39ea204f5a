package org.coroutines4j.internal.flow;

import java.util.List;
import java.util.Objects;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowKt;
import kotlinx.coroutines.flow.MutableSharedFlow;
import org.coroutines4j.flow.Emitter;
import org.coroutines4j.flow.SharedFlow;
import org.coroutines4j.flow.StateFlow;
import org.coroutines4j.function.ThrowingConsumer;

/**
 * A {@link SharedFlow} over one of kotlinx. The adapters of hot flows extend each other as the
 * types that they implement do, so that each contains only what its type adds.
 */
public class SharedFlowAdapter<T> extends FlowAdapter<T> implements SharedFlow<T> {
  private final kotlinx.coroutines.flow.SharedFlow<Object> shared;

  @SuppressWarnings("unchecked") // values are objects
  public SharedFlowAdapter(kotlinx.coroutines.flow.SharedFlow<?> shared) {
    this((Flow<Object>) shared, (kotlinx.coroutines.flow.SharedFlow<Object>) shared);
  }

  /** Adapts {@code shared}, whose values collectors get from {@code collected}. */
  SharedFlowAdapter(Flow<Object> collected, kotlinx.coroutines.flow.SharedFlow<Object> shared) {
    super(collected);
    this.shared = shared;
  }

  @Override
  @SuppressWarnings("unchecked") // the flow has emitted only values of T
  public final List<T> replayed() {
    return (List<T>) List.copyOf(shared.getReplayCache());
  }

  @Override
  public final int collectors() {
    return subscriptions().getValue();
  }

  @Override
  public final StateFlow<Integer> subscriptionCount() {
    return new StateFlowAdapter<>(subscriptions());
  }

  /** Returns the number of collectors, as a state. */
  final kotlinx.coroutines.flow.StateFlow<Integer> subscriptions() {
    if (shared instanceof MutableSharedFlow<?> mutable) {
      return mutable.getSubscriptionCount();
    }
    throw new UnsupportedOperationException(
        "kotlinx counts the collectors of a MutableSharedFlow only, and this flow is none");
  }

  @Override
  @SuppressWarnings("unchecked") // values are objects
  public final SharedFlow<T> onSubscription(ThrowingConsumer<Emitter<T>> action) {
    var emitting =
        (ThrowingConsumer<Emitter<Object>>) (Object) Objects.requireNonNull(action, "action");
    Flow<Object> collected = kotlin();
    return new SharedFlowAdapter<>(
        collected instanceof RendezvousSharedFlow rendezvous
            ? rendezvous.onSubscription(emitting)
            : FlowKt.onSubscription(
                (kotlinx.coroutines.flow.SharedFlow<Object>) collected,
                (collector, k) -> GeneratorFlow.emitAll(collector, k.getContext(), emitting)),
        shared);
  }
}
