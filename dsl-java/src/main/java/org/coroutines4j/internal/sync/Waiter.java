package org.coroutines4j.internal.sync;

import kotlinx.coroutines.CompletableJob;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.JobKt;
import org.jspecify.annotations.Nullable;

/** A wait of one caller in a {@link WaitQueue}, which a waker ends, or the caller itself. */
public class Waiter {
  private final CompletableJob over = JobKt.Job(null);

  // The place in the queue, which the lock of the queue's owner guards.
  @Nullable Waiter previous;
  @Nullable Waiter next;
  boolean isQueued;

  /** Returns the Job that is complete once this waiter has been woken. */
  public final Job over() {
    return over;
  }

  /**
   * Wakes this waiter, which {@link WaitQueue#poll} or {@link WaitQueue#removeAll} has returned.
   * Needs no lock. The caller sees what the waker did before.
   */
  public final void wake() {
    boolean unused = over.complete();
  }
}
