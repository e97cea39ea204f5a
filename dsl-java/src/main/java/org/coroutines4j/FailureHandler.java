package org.coroutines4j;

/** Takes the failures of a supervisor or service scope that nobody else has taken. */
@FunctionalInterface
public interface FailureHandler {
  /**
   * Called once for each failure that no await, outcome or completion handler took: for a {@code
   * launch} on the thread of the task when it fails, for an {@code async} on the thread of the
   * block when it ends. If more than a thousand failed {@code async} tasks have not been awaited,
   * it is called for the oldest of them earlier, on the thread of a task that fails; a later await
   * still throws the failure. It should be short. What it throws is logged, and the failure then
   * counts as not taken.
   */
  void onFailure(Task<?> task, Throwable failure);
}
