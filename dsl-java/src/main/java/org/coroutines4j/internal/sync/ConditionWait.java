package org.coroutines4j.internal.sync;

/** The steps of a wait for a condition. None of them waits. */
public interface ConditionWait {
  /**
   * Throws if the lock is not held, which {@code call} needs.
   *
   * @throws IllegalStateException if the lock is not held
   */
  void requireLocked(String call);

  /** Joins the waiters and releases the lock. Returns the waiter, which a signal wakes. */
  Waiter begin();

  /**
   * Ends the wait, with the lock held again. If {@code waiter} was woken and the caller has not
   * seen it, the next waiter is signalled.
   */
  void end(Waiter waiter, boolean signalled);
}
