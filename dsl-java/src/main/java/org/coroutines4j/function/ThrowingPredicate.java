package org.coroutines4j.function;

import org.jspecify.annotations.Nullable;

/** A condition that may throw any exception. */
@FunctionalInterface
public interface ThrowingPredicate<T extends @Nullable Object> {
  /** Whether {@code t} meets the condition. */
  boolean test(T t) throws Exception;
}
