package org.coroutines4j.internal.failure;

import org.jspecify.annotations.Nullable;

/**
 * Decides what a scope does with failures. Each failure reaches exactly one place. The defaults
 * leave every failure to the task that failed.
 */
public interface FailurePolicy {
  /**
   * A child failed; kotlinx may call this twice for one failure. Returns whether the failure must
   * cancel the scope.
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

  /** A task of this library failed; its waiters are told next. */
  default void taskFailed(TrackedTask task, Throwable failure) {}

  /**
   * The scope, which is one of Kotlin, leaves a failure to its task. Returns whether a handler was
   * told.
   */
  default boolean failedAlone(TrackedTask task, Throwable failure) {
    return false;
  }

  /** A caller has handled the failure of {@code task}. */
  default void handled(TrackedTask task) {}

  /** The last waiter for the failed task was cancelled before it could handle the failure. */
  default void abandoned(TrackedTask task, Throwable failure) {}

  /** The code of the block, or a close at its end, failed. */
  default void bodyFailed(Throwable failure) {}

  /** A lazy task is cancelled because no caller has started it. */
  default void neverStarted(TrackedTask task) {}

  /** A Kotlin coroutine in the scope failed that no coroutine awaits. */
  default void coroutineFailed(FailedTask coroutine, Throwable failure) {}

  /** A coroutine that Kotlin's {@code async} started has failed, and no await for it is known. */
  default void asyncFailed(FailedTask coroutine, Throwable failure) {}

  /** An await in the scope has received {@code failure}, which may be that of any task. */
  default void received(Throwable failure) {}

  /**
   * Returns the exception that every await throws for {@code failure}; null if the scope will not
   * throw the failure itself.
   */
  default @Nullable Throwable wrapperOf(Throwable failure) {
    return null;
  }

  /** Returns what the block throws after all tasks have ended; null for nothing. Called once. */
  default @Nullable Throwable toThrow() {
    return null;
  }
}
