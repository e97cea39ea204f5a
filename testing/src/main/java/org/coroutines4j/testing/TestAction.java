package org.coroutines4j.testing;

/** The body of a test. */
@FunctionalInterface
public interface TestAction {
  /** Runs as a task in the time of {@code test}. It may block, wait, and throw anything. */
  void run(TestScope test) throws Exception;
}
