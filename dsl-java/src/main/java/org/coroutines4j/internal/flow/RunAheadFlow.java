package org.coroutines4j.internal.flow;

import kotlinx.coroutines.flow.Flow;
import org.coroutines4j.flow.AsyncIterator;

/**
 * A flow that runs ahead of its collector by up to {@code ahead} values. An iterator needs no
 * coroutine for that besides the one that collects {@code upstream}.
 */
final class RunAheadFlow<T> extends FlowAdapter<T> {
  private final Flow<Object> upstream;
  private final int ahead;

  RunAheadFlow(Flow<Object> flow, Flow<Object> upstream, int ahead) {
    super(flow);
    this.upstream = upstream;
    this.ahead = ahead;
  }

  @Override
  public AsyncIterator<T> iterator() {
    return PullIterator.runAhead(upstream, ahead);
  }
}
