package org.coroutines4j.function;

import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A condition on one argument that may throw any exception. */
@FunctionalInterface
public interface ThrowingPredicate<T extends @Nullable Object> {
  /** Returns whether {@code t} satisfies the condition. */
  boolean test(T t) throws Exception;

  /** Converts a {@link Predicate} of the JDK to a condition that calls it. */
  static <T extends @Nullable Object> ThrowingPredicate<T> of(Predicate<? super T> predicate) {
    Objects.requireNonNull(predicate, "predicate");
    return predicate::test;
  }

  /**
   * Returns the negation of {@code predicate}. Accepts a method reference, as in {@code
   * not(String::isEmpty)}.
   */
  static <T extends @Nullable Object> ThrowingPredicate<T> not(
      ThrowingPredicate<? super T> predicate) {
    Objects.requireNonNull(predicate, "predicate");
    return t -> !predicate.test(t);
  }
}
