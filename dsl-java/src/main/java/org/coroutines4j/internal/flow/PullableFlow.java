package org.coroutines4j.internal.flow;

import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowKt;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.jspecify.annotations.Nullable;

/**
 * A flow of Java code only, whose values can be pulled without a coroutine that collects it: each
 * value is computed by a call that returns it.
 */
interface PullableFlow extends Flow<Object> {
  /** The longest chain of pullers that call each other. A longer one could overflow the stack. */
  int MAX_DEPTH = 100;

  /**
   * Returns a new puller, or null if a flow upstream is not pullable. Runs no code of the user.
   * {@code depth} is the number of pullers downstream.
   */
  @Nullable Puller puller(int depth);

  /** Returns a puller for {@code flow}, or null if it is not pullable at this {@code depth}. */
  static @Nullable Puller pullerOf(Flow<Object> flow, int depth) {
    if (flow instanceof PullableFlow pullable && depth < MAX_DEPTH) {
      return pullable.puller(depth + 1);
    }
    return flow == FlowKt.emptyFlow() ? Empty.INSTANCE : null;
  }

  /** The puller of a flow without values. */
  final class Empty extends Puller {
    private static final Empty INSTANCE = new Empty();

    private Empty() {}

    @Override
    @Nullable Object next(CoroutineThread body) {
      return null;
    }
  }
}
