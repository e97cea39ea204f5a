package org.coroutines4j;

import org.jspecify.annotations.Nullable;

/** The body of a scope block with a result. */
@FunctionalInterface
public interface ScopeFunction<T extends @Nullable Object> {
  /** Returns the result; {@code scope} starts tasks that the block waits for. */
  T call(TaskScope scope) throws Exception;
}
