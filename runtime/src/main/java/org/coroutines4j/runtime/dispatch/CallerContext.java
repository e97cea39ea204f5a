package org.coroutines4j.runtime.dispatch;

import kotlin.coroutines.CoroutineContext;

/**
 * What the current thread runs: a Java coroutine, or else a step of a Kotlin coroutine on a thread
 * of this library. A plain thread has none.
 */
public interface CallerContext {
  /** Returns the dispatcher on whose thread the code runs. */
  ScopeDispatcher dispatcher();

  /** Returns the context of the coroutine: of the innermost block, for a Java coroutine. */
  CoroutineContext context();
}
