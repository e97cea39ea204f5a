package org.coroutines4j.flow;

import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.MutableSharedFlow;
import kotlinx.coroutines.flow.MutableStateFlow;
import kotlinx.coroutines.flow.SharedFlow;
import kotlinx.coroutines.flow.StateFlow;
import org.coroutines4j.runtime.coroutine.Doors;

/** Shows flows of kotlinx as ours, and ours as those of kotlinx. */
final class FlowDoor implements Doors.Flows {
  static {
    Doors.open(new FlowDoor());
  }

  private FlowDoor() {}

  @Override
  public Object flow(Flow<?> flow) {
    return FlowInterop.ofKotlin(flow);
  }

  @Override
  public Object shared(SharedFlow<?> flow) {
    return new SharedFlowAdapter<>(flow);
  }

  @Override
  @SuppressWarnings("unchecked") // values are objects
  public Object mutableShared(MutableSharedFlow<?> flow) {
    return new MutableSharedFlowAdapter<>((MutableSharedFlow<Object>) flow);
  }

  @Override
  public Object state(StateFlow<?> flow) {
    return new StateFlowAdapter<>(flow);
  }

  @Override
  @SuppressWarnings("unchecked") // values are objects
  public Object mutableState(MutableStateFlow<?> flow) {
    return new MutableStateFlowAdapter<>((MutableStateFlow<Object>) flow);
  }

  @Override
  public Flow<Object> kotlin(Object flow) {
    return FlowInterop.kotlin((AsyncFlow<?>) flow);
  }

  @Override
  public Flow<Object> hot(Object flow) {
    if (flow instanceof FlowAdapter<?> face) {
      return face.kotlin();
    }
    throw new IllegalArgumentException(
        "not a hot flow of coroutines4j; toFlow (in Kotlin asFlow) takes those of others: " + flow);
  }
}
