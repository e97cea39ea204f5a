package org.coroutines4j.jdbc;

/** How a method of JDBC is called in a task. */
enum CallKind {
  /** A method of {@link Object}. */
  OBJECT,

  /** {@code unwrap}, which may return the proxy itself. */
  UNWRAP,

  /** {@code isWrapperFor}. */
  IS_WRAPPER_FOR,

  /** Reads or sets something in memory, or may be called by any thread: called directly. */
  LOCAL,

  /** {@code setObject}, which is local for values in memory. */
  SET_OBJECT,

  /** {@code getQueryTimeout}: as {@link #SHIELDED}, with the value that the user has set. */
  GET_TIMEOUT,

  /** {@code setQueryTimeout}: as {@link #SHIELDED}. */
  SET_TIMEOUT,

  /** Neither an interrupt nor a cancellation reaches it: its outcome must be known. */
  SHIELDED,

  /** As {@link #SHIELDED}, and called even if another task uses the connection. */
  CLEANUP,

  /** A cancellation point, which a cancellation ends by that of the statement. */
  GUARDED,

  /** As {@link #GUARDED}, with the time left as query timeout. */
  EXECUTE
}
