package org.coroutines4j;

import org.coroutines4j.runtime.dispatch.Located;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;

/** A dispatcher on the threads of an executor. */
record ExecutorDispatcherImpl(ScopeDispatcher dispatcher) implements ExecutorDispatcher, Located {
  @Override
  public ExecutorDispatcher interruptible() {
    return new ExecutorDispatcherImpl(dispatcher.interruptible());
  }

  @Override
  public ExecutorDispatcher limitedParallelism(int n) {
    return new ExecutorDispatcherImpl(dispatcher.limited(Preconditions.atLeastOne(n, "n")));
  }

  @Override
  public String toString() {
    return dispatcher.toString();
  }
}
