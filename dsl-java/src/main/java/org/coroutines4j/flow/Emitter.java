package org.coroutines4j.flow;

import java.util.Objects;

/**
 * Where a generator puts its values.
 *
 * @param <T> the type of the values, which are never null
 */
public interface Emitter<T> {
  /**
   * Hands {@code value} to the collector, and returns when that has dealt with it. A cancellation
   * point, for the collector and for blocks of the generator around this call. Since the time of a
   * block may run out while the collector is busy, one value is still emitted then. May be called
   * on the thread of the generator only, while it runs; what the collector throws comes out of here
   * and is to be let through.
   *
   * @throws IllegalStateException on another thread, when the generator has ended, or after an
   *     {@code emit} that threw
   */
  void emit(T value);

  /**
   * Emits each of {@code values}, as {@link #emit} does; a flow is collected, and ended with this.
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
