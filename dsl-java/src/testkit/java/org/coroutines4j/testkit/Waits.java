package org.coroutines4j.testkit;

import org.coroutines4j.Task;
import org.coroutines4j.internal.task.InternalTask;
import org.coroutines4j.internal.task.TaskImpl;

/**
 * Tells whether a wait has begun. A signal that a task gives before it calls {@code await} tells
 * only that the wait is about to begin.
 */
public final class Waits {
  private Waits() {}

  /** Whether {@code thread} waits, and does so without a time limit. */
  public static boolean isWaitingWithoutLimit(Thread thread) {
    return thread.getState() == Thread.State.WAITING;
  }

  /** Whether {@code thread} waits, with a time limit or without. */
  public static boolean isWaiting(Thread thread) {
    return isWaitingWithoutLimit(thread) || thread.getState() == Thread.State.TIMED_WAITING;
  }

  /** Returns when another task or thread waits for {@code task}. */
  public static void untilAwaited(Task<?> task) throws InterruptedException {
    TaskImpl<?> awaited = TaskImpl.of(((InternalTask<?>) task).job());
    Poll.until(awaited::hasWaiters);
  }
}
