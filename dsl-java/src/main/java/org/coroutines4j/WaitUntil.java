package org.coroutines4j;

/** What {@link Tasks#waitUntil} waits for. */
public enum WaitUntil {
  /** One of the tasks has ended, in whatever way. */
  FIRST_COMPLETED,
  /** One of the tasks has failed (being cancelled is no failure), or all have ended. */
  FIRST_FAILURE,
  /** All tasks have ended. */
  ALL_COMPLETED
}
