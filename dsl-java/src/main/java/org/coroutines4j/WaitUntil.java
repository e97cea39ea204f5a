package org.coroutines4j;

/** The condition for which {@link Tasks#waitUntil} waits. */
public enum WaitUntil {
  /** One of the tasks has ended: returned, failed or been cancelled. */
  FIRST_COMPLETED,
  /** One of the tasks has failed, or all have ended. A cancellation is not a failure. */
  FIRST_FAILURE,
  /** All tasks have ended. */
  ALL_COMPLETED
}
