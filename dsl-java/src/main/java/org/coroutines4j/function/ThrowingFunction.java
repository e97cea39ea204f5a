package org.coroutines4j.function;

import org.jspecify.annotations.Nullable;

/** A function that may throw any exception. */
@FunctionalInterface
public interface ThrowingFunction<T extends @Nullable Object, R extends @Nullable Object> {
  /** Returns the result for {@code t}. */
  R apply(T t) throws Exception;
}
