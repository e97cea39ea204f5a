package org.coroutines4j.internal.context;

import org.coroutines4j.Dispatcher;
import org.coroutines4j.internal.util.Preconditions;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;

/** A dispatcher on the threads of this library. */
public record DispatcherImpl(ScopeDispatcher dispatcher) implements InternalDispatcher {
  @Override
  public Dispatcher limitedParallelism(int n) {
    return new DispatcherImpl(dispatcher.limited(Preconditions.atLeastOne(n, "n")));
  }

  @Override
  public String toString() {
    return dispatcher.toString();
  }
}
