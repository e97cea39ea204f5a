package org.coroutines4j.internal.flow;

import java.util.List;
import kotlinx.coroutines.flow.Flow;
import org.coroutines4j.flow.StateFlow;

/** A read-only {@link StateFlow} over one of kotlinx. */
public final class StateFlowAdapter<T> extends FlowAdapter<T> implements StateFlow<T> {
  private final kotlinx.coroutines.flow.StateFlow<Object> state;

  @SuppressWarnings("unchecked") // values are objects
  public StateFlowAdapter(kotlinx.coroutines.flow.StateFlow<?> state) {
    super((Flow<Object>) state);
    this.state = (kotlinx.coroutines.flow.StateFlow<Object>) state;
  }

  @Override
  @SuppressWarnings("unchecked") // the flow has held only values of T
  public T value() {
    return (T) state.getValue();
  }

  @Override
  public List<T> replayed() {
    return List.of(value());
  }

  @Override
  public int collectors() {
    return SharedFlowAdapter.collectorsOf(state);
  }
}
