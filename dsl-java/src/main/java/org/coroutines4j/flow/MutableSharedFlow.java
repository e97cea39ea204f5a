package org.coroutines4j.flow;

import org.coroutines4j.channels.Overflow;
import org.coroutines4j.internal.flow.MutableSharedFlowAdapter;

/**
 * A shared flow into which any task or thread may emit. A value goes to all collectors, or to
 * nobody if there are none and nothing is replayed.
 *
 * @param <T> the type of the values, which are never null
 */
public interface MutableSharedFlow<T> extends SharedFlow<T>, Emitter<T> {
  /**
   * Returns a flow that shows each new collector the last {@code replay} values, and whose emitters
   * wait for the slowest collector to come within these.
   *
   * @throws IllegalArgumentException if {@code replay} is negative
   */
  static <T> MutableSharedFlow<T> create(int replay) {
    return create(replay, 0, Overflow.SUSPEND);
  }

  /**
   * Returns a flow that keeps {@code buffer} values more for slow collectors before emitters wait,
   * or values are dropped as {@code onOverflow} says.
   *
   * @throws IllegalArgumentException if a number is negative, or if values are to be dropped and
   *     there is no place for any
   */
  static <T> MutableSharedFlow<T> create(int replay, int buffer, Overflow onOverflow) {
    return MutableSharedFlowAdapter.create(replay, buffer, onOverflow);
  }

  /**
   * Emits {@code value}, and waits while a collector is too slow. A cancellation point.
   *
   * @throws IllegalStateException on a thread that must not wait
   */
  @Override
  void emit(T value);

  /** Emits {@code value} if that needs no wait. Never waits, on any thread. */
  boolean tryEmit(T value);

  /** Forgets what would be replayed. Never waits. */
  void resetReplay();
}
