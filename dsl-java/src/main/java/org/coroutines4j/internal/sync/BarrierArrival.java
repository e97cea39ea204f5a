package org.coroutines4j.internal.sync;

import kotlinx.coroutines.Job;
import org.coroutines4j.sync.BarrierBrokenException;

/**
 * The steps by which one party arrives at a barrier and waits for the others. None of them waits.
 */
public interface BarrierArrival {
  /**
   * Joins the parties that wait. Returns true if this was the last one: then all may go on.
   *
   * @throws BarrierBrokenException if the barrier has been aborted
   */
  boolean arrive();

  /** Returns the Job that is complete when the wait is over. */
  Job over();

  /**
   * Gives the wait up, which was cancelled. Returns false if all parties have arrived: then this
   * one is among them, and its wait has ended normally.
   */
  boolean leave();

  /**
   * Returns the place in the order of arrival, once the wait is over.
   *
   * @throws BarrierBrokenException if the barrier was reset or aborted meanwhile
   */
  int index();
}
