package org.coroutines4j.testing;

/** The body of a test. */
@FunctionalInterface
public interface TestAction {
  /**
   * Runs the test, as a task in virtual time. It may block, wait, and throw any exception.
   *
   * @param test the scope of the test, with its clock
   */
  void run(TestScope test) throws Exception;
}
