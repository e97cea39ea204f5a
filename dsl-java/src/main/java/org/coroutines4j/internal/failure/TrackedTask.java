package org.coroutines4j.internal.failure;

/** A task of this library, whose failure is tracked until a caller has handled it. */
public interface TrackedTask extends FailedTask {
  /** Returns the failure of a task that has failed. */
  Throwable failure();

  /** Returns whether the task was started by {@code launch}, so that no caller need await it. */
  boolean isLaunched();

  /** Returns whether a caller announced that it will ask for the failure later. */
  boolean isExpected();

  /** Returns whether a caller waits that will handle a failure. */
  boolean hasWaiters();

  /** Returns whether the failure has been handled. */
  boolean isHandled();

  /** Marks the failure as handled. */
  void markHandled();

  /** Returns true for the one caller that is to report the failure. */
  boolean markReported();

  /**
   * Returns whether its scope only counts the failure. Guarded by the {@link UnhandledTasks} of the
   * scope.
   */
  boolean isOnlyCounted();

  /**
   * Sets whether its scope only counts the failure. Guarded by the {@link UnhandledTasks} of the
   * scope.
   */
  void setOnlyCounted(boolean isOnlyCounted);

  /** Completes the future that was handed out last, if the task has ended. */
  void settleFuture();
}
