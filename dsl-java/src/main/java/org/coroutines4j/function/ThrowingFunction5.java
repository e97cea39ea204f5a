package org.coroutines4j.function;

import org.jspecify.annotations.Nullable;

/** A function of five arguments that may throw any exception. */
@FunctionalInterface
public interface ThrowingFunction5<
    A extends @Nullable Object,
    B extends @Nullable Object,
    C extends @Nullable Object,
    D extends @Nullable Object,
    E extends @Nullable Object,
    R extends @Nullable Object> {
  /** Returns the result of the function for the five arguments. */
  R apply(A a, B b, C c, D d, E e) throws Exception;
}
