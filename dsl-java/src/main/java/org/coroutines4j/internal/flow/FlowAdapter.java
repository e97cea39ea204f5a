package org.coroutines4j.internal.flow;

import kotlinx.coroutines.flow.Flow;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.AsyncIterator;

/** An {@link AsyncFlow} over a flow of kotlinx. */
class FlowAdapter<T> implements AsyncFlow<T> {
  private final Flow<Object> flow;

  FlowAdapter(Flow<Object> flow) {
    this.flow = flow;
  }

  final Flow<Object> kotlin() {
    return flow;
  }

  @Override
  public AsyncIterator<T> iterator() {
    return InlineIterator.over(flow);
  }

  @Override
  public String toString() {
    return "AsyncFlow@" + Integer.toHexString(System.identityHashCode(this));
  }
}
