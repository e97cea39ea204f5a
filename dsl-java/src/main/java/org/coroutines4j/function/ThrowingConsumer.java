package org.coroutines4j.function;

import org.jspecify.annotations.Nullable;

/** An operation on one argument that may throw any exception. */
@FunctionalInterface
public interface ThrowingConsumer<T extends @Nullable Object> {
  /** Performs the operation on {@code t}. */
  void accept(T t) throws Exception;
}
