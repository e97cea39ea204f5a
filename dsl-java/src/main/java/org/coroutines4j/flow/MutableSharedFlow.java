package org.coroutines4j.flow;

import org.coroutines4j.channels.Overflow;
import org.coroutines4j.internal.flow.MutableSharedFlowAdapter;

/**
 * A {@link SharedFlow} into which any task or thread may emit. Each value goes to all collectors.
 * If there are none, it is lost, unless it is kept for replay.
 *
 * @param <T> the type of the values, which are never null
 */
public interface MutableSharedFlow<T> extends SharedFlow<T>, Emitter<T> {
  /**
   * Returns a flow that replays the last {@code replay} values to each new collector. {@link #emit}
   * waits while the slowest collector is more than {@code replay} values behind.
   *
   * @throws IllegalArgumentException if {@code replay} is negative
   */
  static <T> MutableSharedFlow<T> create(int replay) {
    return create(replay, 0, Overflow.SUSPEND);
  }

  /**
   * Returns a flow that replays the last {@code replay} values to each new collector, and keeps
   * {@code buffer} further values for slow collectors. When the slowest collector is {@code replay
   * + buffer} values behind, {@code onOverflow} decides whether {@link #emit} waits or a value is
   * dropped.
   *
   * @throws IllegalArgumentException if {@code replay} or {@code buffer} is negative, or if {@code
   *     onOverflow} drops values and both are 0
   */
  static <T> MutableSharedFlow<T> create(int replay, int buffer, Overflow onOverflow) {
    return MutableSharedFlowAdapter.create(replay, buffer, onOverflow);
  }

  /**
   * Emits {@code value} to all collectors. Waits while a collector is too slow. A cancellation
   * point, even if no wait is needed.
   *
   * @throws java.util.concurrent.CancellationException if the caller is cancelled
   * @throws IllegalStateException on a thread that must not wait
   */
  @Override
  void emit(T value);

  /**
   * Emits {@code value} if that is possible without waiting, and returns whether it was. Returns
   * immediately, on any thread.
   */
  boolean tryEmit(T value);

  /**
   * Discards the values that new collectors would get first. Returns immediately, on any thread.
   */
  void resetReplay();
}
