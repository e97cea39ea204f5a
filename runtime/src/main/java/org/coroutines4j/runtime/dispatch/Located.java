package org.coroutines4j.runtime.dispatch;

/** What the API knows a dispatcher by. */
public interface Located {
  /** Where and how its bodies run. */
  ScopeDispatcher dispatcher();
}
