package org.coroutines4j.internal.failure;

import org.jspecify.annotations.Nullable;

/**
 * Decides what a scope does with failures. Each failure reaches exactly one place. The defaults
 * leave every failure to the task that failed.
 */
public interface FailurePolicy {
  /** Returns the name of the scope; empty if it has none. */
  String scopeName();

  /**
   * Called when a child has failed; kotlinx may call this twice for one failure. Returns whether
   * the failure must cancel the scope.
   */
  default boolean childFailed(Throwable failure) {
    return false;
  }

  /** Returns whether the scope handles failures of Kotlin children, which need not report them. */
  default boolean handlesFailuresOfChildren() {
    return false;
  }

  /** Returns whether {@link #childFailed} ignores tasks of this library, and need not be called. */
  default boolean ignoresFailuresOfTasks() {
    return false;
  }

  /**
   * Returns the policy for tasks whose failure leaves the scope alone. That is this one if it
   * leaves all failures to their tasks.
   */
  default FailurePolicy ofUnsupervised() {
    return this;
  }

  /** Called when a task of this library has failed, before its waiters are notified. */
  default void taskFailed(TrackedTask task, Throwable failure) {}

  /**
   * Called when the scope, which is a Kotlin scope, leaves a failure to its task. Returns whether a
   * handler was called.
   */
  default boolean failedAlone(TrackedTask task, Throwable failure) {
    return false;
  }

  /** Called when a caller has handled the failure of {@code task}. */
  default void handled(TrackedTask task) {}

  /**
   * Called when the last waiter for the failed task was cancelled before it could handle the
   * failure.
   */
  default void abandoned(TrackedTask task, Throwable failure) {}

  /** Called when the code of the block, or closing a resource at its end, has failed. */
  default void bodyFailed(Throwable failure) {}

  /** Called when a lazy task is cancelled because no caller has started it. */
  default void neverStarted(TrackedTask task) {}

  /** Called when a Kotlin coroutine in the scope has failed and no coroutine awaits it. */
  default void coroutineFailed(FailedTask coroutine, Throwable failure) {}

  /** Called when a coroutine of Kotlin's {@code async} has failed and no await for it is known. */
  default void asyncFailed(FailedTask coroutine, Throwable failure) {}

  /**
   * Called when an await in the scope has received {@code failure}, which may be the failure of any
   * task.
   */
  default void received(Throwable failure) {}

  /**
   * Returns the exception that every await throws for {@code failure}; null if the scope will not
   * throw the failure itself.
   */
  default @Nullable Throwable wrapperOf(Throwable failure) {
    return null;
  }

  /**
   * Returns the exception that the block throws; null if it throws none. Called once, when all
   * tasks have ended.
   */
  default @Nullable Throwable toThrow() {
    return null;
  }
}
