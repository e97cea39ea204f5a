package org.coroutines4j.testing;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.TaskScope;
import org.jspecify.annotations.Nullable;

/**
 * The scope of a test, a supervisor, with a clock. Its tasks, and all that they start, run one at a
 * time in virtual time, whatever dispatcher they ask for.
 */
public interface TestScope extends TaskScope {
  /** The time of this test. */
  TestClock clock();

  /**
   * The dispatcher of this test, for code that is to be given one. Who asks for another one inside
   * the test gets this one anyway; only the threads of an executor remain what they are, and time
   * stands still while tasks run there.
   */
  Dispatcher dispatcher();

  /**
   * Makes time stand still until {@code stage} completes, which something outside the test will do,
   * such as a real server. Returns at once.
   *
   * @return a future for the test to wait for: it completes as {@code stage} does, and cancelling
   *     it cancels {@code stage}
   */
  <T extends @Nullable Object> CompletableFuture<T> external(CompletionStage<T> stage);
}
