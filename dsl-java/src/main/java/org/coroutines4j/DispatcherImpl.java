package org.coroutines4j;

import org.coroutines4j.runtime.dispatch.Located;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;

/** A dispatcher on threads of our own. */
record DispatcherImpl(ScopeDispatcher dispatcher) implements Dispatcher, Located {
  @Override
  public Dispatcher limitedParallelism(int n) {
    return new DispatcherImpl(dispatcher.limited(Preconditions.atLeastOne(n, "n")));
  }

  /** What runs the bodies of {@code dispatcher}. */
  static ScopeDispatcher of(Dispatcher dispatcher) {
    return ((Located) dispatcher).dispatcher();
  }

  @Override
  public String toString() {
    return dispatcher.toString();
  }
}
