package org.coroutines4j.testing;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.TaskScope;
import org.jspecify.annotations.Nullable;

/**
 * The scope of a test, which is a supervisor scope with a clock. Its tasks, and all tasks and
 * coroutines that they start, run one at a time in virtual time, whatever dispatcher they ask for.
 */
public interface TestScope extends TaskScope {
  /**
   * Returns the clock of this test.
   *
   * @throws IllegalStateException if the test has not begun
   */
  TestClock clock();

  /**
   * Returns the dispatcher of this test, for code under test that takes a dispatcher. Code of the
   * test that asks for another dispatcher gets this one anyway. Only a dispatcher on an executor of
   * user code keeps its threads, and the clock is paused while tasks run there.
   *
   * @throws IllegalStateException if the test has not begun
   */
  Dispatcher dispatcher();

  /**
   * Pauses the clock until {@code stage} completes. Use it for a stage that something outside the
   * test completes, such as a real server. Returns immediately.
   *
   * <p>The clock resumes when the returned future is done, so completing or cancelling that future
   * directly resumes it too.
   *
   * @return a future for the test to wait for. It completes as {@code stage} does, and cancelling
   *     it cancels {@code stage}
   * @throws IllegalStateException if the test has not begun
   */
  <T extends @Nullable Object> CompletableFuture<T> external(CompletionStage<T> stage);
}
