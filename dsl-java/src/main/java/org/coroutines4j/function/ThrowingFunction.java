package org.coroutines4j.function;

import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A function that may throw any exception. */
@FunctionalInterface
public interface ThrowingFunction<T extends @Nullable Object, R extends @Nullable Object> {
  /** Returns the result for {@code t}. */
  R apply(T t) throws Exception;

  /** Returns a function that returns its argument. */
  static <T extends @Nullable Object> ThrowingFunction<T, T> identity() {
    return t -> t;
  }

  /** Returns a function that calls {@code function}, for a value of the JDK's type. */
  static <T extends @Nullable Object, R extends @Nullable Object> ThrowingFunction<T, R> of(
      Function<? super T, ? extends R> function) {
    Objects.requireNonNull(function, "function");
    return function::apply;
  }
}
