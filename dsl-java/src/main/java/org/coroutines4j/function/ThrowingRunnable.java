package org.coroutines4j.function;

/** Code without a result, which may throw any exception. */
@FunctionalInterface
public interface ThrowingRunnable {
  /** Runs the code. */
  void run() throws Exception;
}
