package org.coroutines4j;

import org.jspecify.annotations.Nullable;

/**
 * The code of a scope block that has a result.
 *
 * @param <T> the type of the result
 */
@FunctionalInterface
public interface ScopeFunction<T extends @Nullable Object> {
  /**
   * Returns the result of the block, possibly null. May wait, and throw any exception. The block
   * ends when this has returned and all tasks of {@code scope} have ended.
   *
   * @param scope starts the tasks of the block
   */
  T call(TaskScope scope) throws Exception;
}
