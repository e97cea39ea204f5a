package org.coroutines4j.flow;

import java.util.function.UnaryOperator;
import org.coroutines4j.internal.flow.MutableStateFlowAdapter;

/**
 * A state that any task or thread may change.
 *
 * @param <T> the type of the values, which are never null
 */
public interface MutableStateFlow<T> extends StateFlow<T> {
  /** Returns a state whose value is {@code initial}. */
  static <T> MutableStateFlow<T> create(T initial) {
    return MutableStateFlowAdapter.create(initial);
  }

  /** Changes the state to {@code value}. Never waits. */
  void set(T value);

  /** Changes the state to {@code update} if it equals {@code expected}; whether it did. */
  boolean compareAndSet(T expected, T update);

  /**
   * Changes the state to {@code fn} of it, which is called again if another change came in between;
   * returns the new one. Never waits.
   */
  T updateAndGet(UnaryOperator<T> fn);
}
