package org.coroutines4j.flow;

import java.util.Objects;

/**
 * A handle that passes the values of a generator to its collector.
 *
 * <p>Only the thread of the generator may use it, and only while the generator runs. A {@link
 * MutableSharedFlow} has no such limits.
 *
 * @param <T> the type of the values, which are never null
 */
public interface Emitter<T> {
  /**
   * Passes {@code value} to the collector. Returns when the collector has processed it.
   *
   * <p>A cancellation point, for the collector and for the blocks of the generator around this
   * call. The time limit of a block may expire while the collector is busy, so a block that is
   * cancelled still emits one value.
   *
   * <p>An exception that the collector throws is thrown here too. The generator must let it
   * through.
   *
   * @throws IllegalStateException on another thread than the generator's, after the generator has
   *     ended, or after an {@code emit} that threw
   */
  void emit(T value);

  /**
   * Emits each of {@code values}, as {@link #emit} does. If {@code values} is an {@link AsyncFlow},
   * this collects it, and a failure to emit ends it. A cancellation point.
   */
  default void emitAll(Iterable<? extends T> values) {
    Objects.requireNonNull(values, "values");
    if (values instanceof AsyncFlow<? extends T> flow) {
      flow.collect(this::emit);
    } else {
      for (T value : values) {
        emit(value);
      }
    }
  }
}
