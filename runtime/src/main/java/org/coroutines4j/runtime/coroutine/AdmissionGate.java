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
   * Called when the code of {@code task} has ended, or never runs: before anyone can see that the
   * task is complete, unless coroutines of Kotlin in it are still at work. May be called several
   * times, also for a task that has not entered yet.
   */
  void leave(TaskCoroutine task);
}
