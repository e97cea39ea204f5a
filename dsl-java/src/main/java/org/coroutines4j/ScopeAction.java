package org.coroutines4j;

/** The body of a scope block without a result. */
@FunctionalInterface
public interface ScopeAction {
  /** Runs the body; {@code scope} starts tasks that the block waits for. */
  void run(TaskScope scope) throws Exception;
}
