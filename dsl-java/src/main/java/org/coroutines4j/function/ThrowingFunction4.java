package org.coroutines4j.function;

import org.jspecify.annotations.Nullable;

/** A function of four arguments that may throw any exception. */
@FunctionalInterface
public interface ThrowingFunction4<
    A extends @Nullable Object,
    B extends @Nullable Object,
    C extends @Nullable Object,
    D extends @Nullable Object,
    R extends @Nullable Object> {
  /** Returns the result of the function for the four arguments. */
  R apply(A a, B b, C c, D d) throws Exception;
}
