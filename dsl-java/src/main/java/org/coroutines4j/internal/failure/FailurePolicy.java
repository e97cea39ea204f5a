package org.coroutines4j.internal.failure;

import org.jspecify.annotations.Nullable;

/** What a scope does with failures; a failure always reaches exactly one place. */
public interface FailurePolicy {
  /** A child failed, maybe told of twice. True if it must cancel the scope. */
  boolean childFailed(Throwable failure);

  /** Whether a Kotlin child need not report its failure itself. */
  boolean takesFailuresOfChildren();

  /** Whether {@link #childFailed} does nothing for a task of ours, and need not be called. */
  default boolean leavesTasksAlone() {
    return false;
  }

  /** A task of ours failed; its waiters are told next. */
  void taskFailed(TrackedTask task, Throwable failure);

  /** A Kotlin scope leaves a failure to its task. Returns whether somebody has been told of it. */
  default boolean failedAlone(TrackedTask task, Throwable failure) {
    return false;
  }

  /** Somebody has taken the failure of a task. */
  void taken(TrackedTask task);

  /**
   * Who waited for the failed task was cancelled before taking its failure, and nobody else waits.
   */
  void abandoned(TrackedTask task, Throwable failure);

  /** The body of the block, or a close at its end, failed. */
  void bodyFailed(Throwable failure);

  /** A lazy task is cancelled, since nobody has started it; this is told and thrown by nobody. */
  void neverStarted(TrackedTask task);

  /** A Kotlin coroutine in the scope failed, and nobody awaits it. */
  void coroutineFailed(FailedTask coroutine, Throwable failure);

  /** A coroutine that Kotlin's {@code async} started has failed, and no await for it is known. */
  default void asyncFailed(FailedTask coroutine, Throwable failure) {}

  /** An await in the scope has received {@code failure}, which may be that of any task. */
  default void received(Throwable failure) {}

  /** The one object that stands for {@code failure} when thrown, if this scope will throw it. */
  @Nullable Throwable wrapperOf(Throwable failure);

  /** After all tasks have ended: what the block throws, or null. Called once. */
  @Nullable Throwable toThrow();
}
