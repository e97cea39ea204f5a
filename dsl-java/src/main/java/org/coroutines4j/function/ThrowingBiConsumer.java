package org.coroutines4j.function;

import org.jspecify.annotations.Nullable;

/** Takes two values, and may throw any exception. */
@FunctionalInterface
public interface ThrowingBiConsumer<T extends @Nullable Object, U extends @Nullable Object> {
  /** Takes {@code t} and {@code u}. */
  void accept(T t, U u) throws Exception;
}
