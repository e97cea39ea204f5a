package org.coroutines4j.internal.sync;

import kotlinx.coroutines.CompletableJob;

/** The steps of a wait for a condition. None of them waits. */
public interface ConditionWait {
  /**
   * Throws if the lock is not held, which {@code call} needs.
   *
   * @throws IllegalStateException if the lock is not held
   */
  void requireLocked(String call);

  /** Joins the waiters and releases the lock. Returns a Job that is complete once signalled. */
  CompletableJob begin();

  /**
   * Ends the wait, with the lock held again. If {@code signal} was completed and the waiter has not
   * seen it, the next waiter is signalled.
   */
  void end(CompletableJob signal, boolean signalled);
}
