package org.coroutines4j.function;

import org.jspecify.annotations.Nullable;

/** An action on three arguments that may throw any exception. */
@FunctionalInterface
public interface ThrowingTriConsumer<
    T extends @Nullable Object, U extends @Nullable Object, V extends @Nullable Object> {
  /** Performs the action on {@code t}, {@code u} and {@code v}. */
  void accept(T t, U u, V v) throws Exception;
}
