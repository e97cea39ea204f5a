package org.coroutines4j.internal.task;

import kotlinx.coroutines.DisposableHandle;
import org.coroutines4j.Outcome;
import org.coroutines4j.Task;
import org.coroutines4j.internal.failure.FailedTask;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.debug.Escapes;
import org.jspecify.annotations.Nullable;

/** A task as those see it who wait for several at once. */
public interface InternalTask<T extends @Nullable Object> extends Task<T>, FailedTask {
  /** {@code task}, which must have come from this library. */
  static InternalTask<?> of(Task<?> task) {
    if (task instanceof InternalTask<?> known) {
      return known;
    }
    throw new IllegalArgumentException("not a task started by a TaskScope: " + task);
  }

  /** Refuses a wait of this task for itself. */
  void refuseToWaitIn(CoroutineThread body);

  /** Somebody will ask for a failure later. */
  void expect();

  /** Somebody waits who will take a failure. */
  void addWaiter();

  /** It waits no more. */
  void removeWaiter();

  /** Somebody has taken the failure. */
  void markHandled();

  /** Calls {@code action}, which must not throw, when the task has ended: now, if it has. */
  DisposableHandle whenOver(Runnable action);

  /**
   * Calls {@code listener}, which must not throw, when the task has ended, if anything still refers
   * to it then; now, if the task has ended.
   */
  void whenOverWeakly(Runnable listener);

  // Of a task that has ended.

  /** How it ended; does not mark a failure as handled. */
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
              + Escapes.quoted(name())
              + " is not done. Wait for it with awaitOutcome(), or check isDone() first.");
    }
    markHandled();
    return endedOutcome();
  }

  /** Whether it has failed or was cancelled. */
  boolean isUnsuccessful();

  /** Whether it has failed. */
  boolean hasFailed();

  /**
   * {@code body} is about to wait for the task to end: refused with an exception if the task would
   * wait for itself; else the task starts if it is lazy.
   */
  void beginWait(CoroutineThread body);

  /** The wait is over. */
  void endWait();

  /** The value of the ended task, or the exception that its await throws. */
  T take();

  @Override
  default Task<?> view() {
    return this;
  }

  /** The value of one that has neither failed nor been cancelled. */
  T value();
}
