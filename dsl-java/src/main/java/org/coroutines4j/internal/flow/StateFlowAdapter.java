package org.coroutines4j.internal.flow;

import kotlinx.coroutines.flow.Flow;
import org.coroutines4j.flow.StateFlow;

/** A {@link StateFlow} over one of kotlinx. */
public class StateFlowAdapter<T> extends SharedFlowAdapter<T> implements StateFlow<T> {
  private final kotlinx.coroutines.flow.StateFlow<?> state;

  public StateFlowAdapter(kotlinx.coroutines.flow.StateFlow<?> state) {
    super(state);
    this.state = state;
  }

  /** Adapts {@code state}, whose values collectors get from {@code collected}. */
  StateFlowAdapter(Flow<Object> collected, kotlinx.coroutines.flow.StateFlow<Object> state) {
    super(collected, state);
    this.state = state;
  }

  @Override
  @SuppressWarnings("unchecked") // the flow has held only values of T
  public final T value() {
    return (T) state.getValue();
  }
}
