package org.coroutines4j.internal.context;

import org.coroutines4j.ExecutorDispatcher;
import org.coroutines4j.internal.util.Preconditions;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;

/** A dispatcher on the threads of a user's executor. */
public record ExecutorDispatcherImpl(ScopeDispatcher dispatcher)
    implements ExecutorDispatcher, InternalDispatcher {
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
