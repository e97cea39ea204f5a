package org.coroutines4j.runtime.coroutine;

import java.util.concurrent.RejectedExecutionException;

/** Decides when the tasks of a scope may start. Daemon tasks do not pass it. */
public interface AdmissionGate {
  /**
   * Returns whether {@code task} may start now. Otherwise the gate keeps it, and starts it later by
   * {@link TaskCoroutine#startAdmitted}.
   *
   * @throws RejectedExecutionException if the gate neither admits nor keeps it
   */
  boolean enter(TaskCoroutine task);

  /**
   * Called when the code of {@code task} has ended, or never runs: before a waiter can see that the
   * task is complete, unless Kotlin coroutines of the task still run. May start the next task. May
   * be called several times, also for a task that has not entered yet.
   */
  void leave(TaskCoroutine task);

  /**
   * Runs {@code completion}, the completion of a task, and starts the tasks that it admits after
   * it, not before the waiters know that the task is complete.
   */
  void startAfter(Runnable completion);
}
