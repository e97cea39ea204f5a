package org.coroutines4j;

import org.coroutines4j.runtime.dispatch.ScopeDispatcher;

/** A dispatcher on threads of our own. */
record BodyDispatcher(ScopeDispatcher dispatcher) implements Dispatcher {
  @Override
  public Dispatcher limitedParallelism(int n) {
    return new BodyDispatcher(dispatcher.limited(Checks.atLeastOne(n, "n")));
  }

  /** What runs the bodies of {@code dispatcher}. */
  static ScopeDispatcher of(Dispatcher dispatcher) {
    if (dispatcher instanceof BodyDispatcher own) {
      return own.dispatcher;
    }
    return ((BorrowedDispatcher) dispatcher).dispatcher();
  }

  @Override
  public String toString() {
    return dispatcher.toString();
  }
}
