package org.coroutines4j.flow;

/** What {@code groupBy} does with a value of a new key while the maximum of groups is open. */
public enum GroupOverflow {
  /**
   * The group that has received no value for the longest time is completed. A later value with its
   * key opens a new group.
   */
  COMPLETE_OLDEST,
  /** The flow fails with an {@link IllegalStateException}. */
  FAIL
}
