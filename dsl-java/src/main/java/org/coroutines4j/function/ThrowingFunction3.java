package org.coroutines4j.function;

import org.jspecify.annotations.Nullable;

/** A function of three arguments that may throw any exception. */
@FunctionalInterface
public interface ThrowingFunction3<
    A extends @Nullable Object,
    B extends @Nullable Object,
    C extends @Nullable Object,
    R extends @Nullable Object> {
  /** Returns the result of the function for the three arguments. */
  R apply(A a, B b, C c) throws Exception;
}
