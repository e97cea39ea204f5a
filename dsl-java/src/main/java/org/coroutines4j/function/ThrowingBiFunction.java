package org.coroutines4j.function;

import org.jspecify.annotations.Nullable;

/** A function of two arguments that may throw any exception. */
@FunctionalInterface
public interface ThrowingBiFunction<
    T extends @Nullable Object, U extends @Nullable Object, R extends @Nullable Object> {
  /** Returns the result of the function for {@code t} and {@code u}. */
  R apply(T t, U u) throws Exception;
}
