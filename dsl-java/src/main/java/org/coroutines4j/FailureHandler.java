package org.coroutines4j;

/**
 * Handles the failures of a supervisor or service scope that no caller has handled. It is called on
 * several threads concurrently if several tasks fail.
 */
@FunctionalInterface
public interface FailureHandler {
  /**
   * Handles {@code failure}, which then is neither logged nor thrown by the block. Called once for
   * each failure that no await, outcome or completion handler has handled:
   *
   * <ul>
   *   <li>for a {@code launch} when it fails, on the thread that ends the task;
   *   <li>for an {@code async} when the block ends, on the thread of the block;
   *   <li>for any task of a service scope, or of a block that has ended, when it fails;
   *   <li>for a lazy task that no caller has started when the block ends, with an {@link
   *       IllegalStateException} as the failure, on the thread of the block.
   * </ul>
   *
   * <p>If more than a thousand failed {@code async} tasks have not been awaited, the handler is
   * called for the oldest of them earlier, on the thread of a task that fails. A later await still
   * throws the failure.
   *
   * <p>The handler should be short, since the task cannot end before it returns. An exception of
   * the handler is logged, and the failure then counts as not handled.
   *
   * @param task the task that has failed
   * @param failure the exception that it has thrown, not wrapped
   */
  void onFailure(Task<?> task, Throwable failure);
}
