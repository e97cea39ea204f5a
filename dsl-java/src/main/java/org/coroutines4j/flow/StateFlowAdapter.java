package org.coroutines4j.flow;

import java.util.List;
import kotlinx.coroutines.flow.Flow;

/** A state flow of kotlinx, which somebody else changes. */
final class StateFlowAdapter<T> extends FlowAdapter<T> implements StateFlow<T> {
  private final kotlinx.coroutines.flow.StateFlow<Object> state;

  @SuppressWarnings("unchecked") // values are objects
  StateFlowAdapter(kotlinx.coroutines.flow.StateFlow<?> state) {
    super((Flow<Object>) state);
    this.state = (kotlinx.coroutines.flow.StateFlow<Object>) state;
  }

  @Override
  @SuppressWarnings("unchecked") // it has been given nothing else
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
