package org.coroutines4j.jdbc;

/**
 * What happens when a task calls a connection, or an object that came from it, while another task
 * is inside such a call. A connection has one session and one transaction: each of the two tasks
 * would work in the transaction of the other.
 */
public enum ConcurrentUse {
  /** Logs the warning {@code C4J-901}, once for each line of code that makes such a call. */
  WARN,

  /**
   * Throws {@link IllegalStateException} instead of making the second call. {@code close}, {@code
   * rollback}, {@code abort} and {@code free} are made all the same, with the warning, so that no
   * connection is left open.
   */
  FAIL,

  /** Does not check. */
  IGNORE
}
