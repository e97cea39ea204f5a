package org.coroutines4j.flow;

import java.util.function.UnaryOperator;
import org.coroutines4j.internal.flow.MutableStateFlowAdapter;

/**
 * A {@link StateFlow} whose value any task or thread may change.
 *
 * @param <T> the type of the values, which are never null
 */
public interface MutableStateFlow<T> extends StateFlow<T> {
  /** Returns a flow whose first value is {@code initial}. */
  static <T> MutableStateFlow<T> create(T initial) {
    return MutableStateFlowAdapter.create(initial);
  }

  /**
   * Sets the value to {@code value}. If that equals the current value, collectors do not see a
   * change. Returns immediately, on any thread.
   */
  void set(T value);

  /**
   * Sets the value to {@code update} if the current value equals {@code expected}, and returns
   * whether it did. Returns immediately, on any thread.
   */
  boolean compareAndSet(T expected, T update);

  /**
   * Sets the value to the result of {@code fn} for the current value, and returns the new value.
   * {@code fn} runs on the calling thread. It is called again if another change came in between, so
   * it should have no side effects. Does not wait.
   */
  T updateAndGet(UnaryOperator<T> fn);
}
