package org.coroutines4j.flow;

/**
 * A hot flow that always has a value. A new collector gets the current value first, and then
 * further changes. A slow collector skips intermediate values. A value that equals its predecessor
 * is not emitted.
 *
 * @param <T> the type of the values
 */
public interface StateFlow<T> extends SharedFlow<T> {
  /** Returns the current value. Returns immediately, on any thread. */
  T value();
}
