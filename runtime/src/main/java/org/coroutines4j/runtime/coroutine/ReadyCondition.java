package org.coroutines4j.runtime.coroutine;

/**
 * A condition that a parked coroutine waits for. Code that makes it ready must call {@link
 * CoroutineThread#wake()} afterwards.
 */
@FunctionalInterface
public interface ReadyCondition {
  /**
   * Returns whether the wait is over. Called by the coroutine's thread. Must not return false after
   * it has returned true.
   */
  boolean isReady();
}
