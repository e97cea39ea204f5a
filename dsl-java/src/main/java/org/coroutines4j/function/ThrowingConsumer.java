package org.coroutines4j.function;

import org.jspecify.annotations.Nullable;

/** Takes a value, and may throw any exception. */
@FunctionalInterface
public interface ThrowingConsumer<T extends @Nullable Object> {
  /** Takes {@code t}. */
  void accept(T t) throws Exception;
}
