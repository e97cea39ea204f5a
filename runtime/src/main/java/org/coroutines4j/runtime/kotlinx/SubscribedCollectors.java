package org.coroutines4j.runtime.kotlinx;

import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.flow.FlowCollector;
import kotlinx.coroutines.flow.SubscribedFlowCollector;
import org.jspecify.annotations.Nullable;

/**
 * The collectors that the {@code onSubscription} of kotlinx makes. The shared flows of kotlinx call
 * them when they are registered. A flow that wraps its collector hides it from them, and has to
 * call it here. This class is in Java because that of kotlinx is internal for Kotlin code.
 */
public final class SubscribedCollectors {
  private SubscribedCollectors() {}

  /** Returns whether {@code collector} wants to be told that it is registered. */
  public static boolean isSubscribed(FlowCollector<?> collector) {
    return collector instanceof SubscribedFlowCollector<?>;
  }

  /** Tells {@code collector} that it is registered, if it wants to be told. Suspends. */
  public static @Nullable Object onSubscription(
      FlowCollector<?> collector, Continuation<? super Unit> k) {
    return collector instanceof SubscribedFlowCollector<?> subscribed
        ? subscribed.onSubscription(k)
        : Unit.INSTANCE;
  }
}
