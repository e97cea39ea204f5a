package org.coroutines4j.runtime.coroutine;

/**
 * What a parked body waits for. Whoever makes it ready calls {@link CoroutineThread#wake()}
 * afterwards.
 */
@FunctionalInterface
public interface ReadyCondition {
  /** Whether the wait is over; asked by the body's thread, and true for good once it is. */
  boolean isReady();
}
