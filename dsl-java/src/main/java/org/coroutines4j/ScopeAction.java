package org.coroutines4j;

/** The code of a scope block that has no result. */
@FunctionalInterface
public interface ScopeAction {
  /**
   * Runs the code of the block. It may wait, and throw any exception. The block ends when this has
   * returned and all tasks of {@code scope} have ended.
   *
   * @param scope starts the tasks of the block
   */
  void run(TaskScope scope) throws Exception;
}
