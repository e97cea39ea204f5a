package org.coroutines4j.function;

import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A function of one argument that may throw any exception. */
@FunctionalInterface
public interface ThrowingFunction<T extends @Nullable Object, R extends @Nullable Object> {
  /** Returns the result of the function for {@code t}. */
  R apply(T t) throws Exception;

  /** Returns a function that returns its argument. */
  static <T extends @Nullable Object> ThrowingFunction<T, T> identity() {
    return t -> t;
  }

  /** Converts a {@link Function} of the JDK to a function that calls it. */
  static <T extends @Nullable Object, R extends @Nullable Object> ThrowingFunction<T, R> of(
      Function<? super T, ? extends R> function) {
    Objects.requireNonNull(function, "function");
    return function::apply;
  }
}
