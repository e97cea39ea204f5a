package org.coroutines4j.function;

import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A condition that may throw any exception. */
@FunctionalInterface
public interface ThrowingPredicate<T extends @Nullable Object> {
  /** Whether {@code t} meets the condition. */
  boolean test(T t) throws Exception;

  /** Returns a condition that calls {@code predicate}, for a value of the JDK's type. */
  static <T extends @Nullable Object> ThrowingPredicate<T> of(Predicate<? super T> predicate) {
    Objects.requireNonNull(predicate, "predicate");
    return predicate::test;
  }

  /**
   * Returns the opposite of {@code predicate}, which may be a reference: {@code
   * not(String::isEmpty)}.
   */
  static <T extends @Nullable Object> ThrowingPredicate<T> not(
      ThrowingPredicate<? super T> predicate) {
    Objects.requireNonNull(predicate, "predicate");
    return t -> !predicate.test(t);
  }
}
