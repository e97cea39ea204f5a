package org.coroutines4j.function;

import org.jspecify.annotations.Nullable;

/** A condition on two arguments that may throw any exception. */
@FunctionalInterface
public interface ThrowingBiPredicate<T extends @Nullable Object, U extends @Nullable Object> {
  /** Returns whether {@code t} and {@code u} satisfy the condition. */
  boolean test(T t, U u) throws Exception;
}
