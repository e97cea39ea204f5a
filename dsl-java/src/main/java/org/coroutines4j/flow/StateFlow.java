package org.coroutines4j.flow;

/**
 * A hot flow with a value at any time. A collector gets the value that it finds, then each that it
 * is fast enough to see; equal ones count as one.
 *
 * @param <T> the type of the values
 */
public interface StateFlow<T> extends SharedFlow<T> {
  /** The value now. Never waits. */
  T value();
}
