package org.coroutines4j.function;

import org.jspecify.annotations.Nullable;

/** An operation on two arguments that may throw any exception. */
@FunctionalInterface
public interface ThrowingBiConsumer<T extends @Nullable Object, U extends @Nullable Object> {
  /** Performs the operation on {@code t} and {@code u}. */
  void accept(T t, U u) throws Exception;
}
