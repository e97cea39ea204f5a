package org.coroutines4j.function;

/** Code without a result, which may throw any exception. */
@FunctionalInterface
public interface Action {
  /** Runs the code. */
  void run() throws Exception;
}
