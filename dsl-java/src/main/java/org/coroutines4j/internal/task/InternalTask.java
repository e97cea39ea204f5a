package org.coroutines4j.internal.task;

import kotlinx.coroutines.DisposableHandle;
import org.coroutines4j.Outcome;
import org.coroutines4j.Task;
import org.coroutines4j.internal.failure.FailedTask;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.debug.TextEscapes;
import org.jspecify.annotations.Nullable;

/**
 * The operations on a task that this library uses to wait for several tasks, and to deliver
 * failures.
 */
public interface InternalTask<T extends @Nullable Object> extends Task<T>, FailedTask {
  /**
   * Returns {@code task} as a task of this library.
   *
   * @throws IllegalArgumentException if {@code task} is a user's own implementation
   */
  static InternalTask<?> of(Task<?> task) {
    if (task instanceof InternalTask<?> known) {
      return known;
    }
    throw new IllegalArgumentException("not a task started by a TaskScope: " + task);
  }

  /**
   * Checks that {@code body} is not part of this task.
   *
   * @throws IllegalStateException if it is: the task would wait for itself
   */
  void refuseToWaitIn(CoroutineThread body);

  /** Announces that a caller will ask for the failure later, so that it is not reported before. */
  void expect();

  /** Counts a waiter that will handle a failure. */
  void addWaiter();

  /** Uncounts a waiter, which has ended its wait with or without the failure. */
  void removeWaiter();

  /** Marks the failure as handled: it is not reported, nor thrown by the scope. */
  void markHandled();

  /**
   * Calls {@code action}, which must not throw, when the task has ended. The thread that ends the
   * task calls it, or this one if the task has ended.
   */
  DisposableHandle onEnd(Runnable action);

  /**
   * Calls {@code listener} as {@link #onEnd} does, but references it weakly: it is not called if it
   * has been garbage-collected by the time the task ends.
   */
  void onEndWeakly(Runnable listener);

  // Results of a task that has ended.

  /** Returns how the task ended. Does not mark a failure as handled. */
  Outcome<T> endedOutcome();

  @Override
  default Outcome<T> awaitOutcome() {
    if (!isDone()) {
      awaitEnd();
    }
    markHandled();
    return endedOutcome();
  }

  /** Waits until the task has ended, as a waiter that handles its failure. */
  void awaitEnd();

  @Override
  default Outcome<T> outcomeNow() {
    if (!isDone()) {
      throw new IllegalStateException(
          "task "
              + TextEscapes.quoted(name())
              + " is not done. Wait for it with awaitOutcome(), or check isDone() first.");
    }
    markHandled();
    return endedOutcome();
  }

  /** Returns whether the task has failed or was cancelled. */
  boolean isUnsuccessful();

  /** Returns whether the task has failed. */
  boolean hasFailed();

  /**
   * Called when {@code body} begins to wait for the task. Counts a waiter, and starts a lazy task.
   *
   * @throws IllegalStateException if the task would wait for itself
   */
  void beginWait(CoroutineThread body);

  /** Called when a wait that has begun is over. Uncounts the waiter. */
  void endWait();

  /**
   * Returns the value of the task, which has ended, and handles its failure: throws the exception
   * that an await throws.
   */
  T take();

  @Override
  default Task<?> view() {
    return this;
  }

  /** Returns the value of a task that has neither failed nor been cancelled. */
  T value();
}
