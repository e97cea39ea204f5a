package org.coroutines4j.spring;

/** What to do if a task is started under an active transaction, of which it is not a part. */
public enum TransactionRule {
  /** Logs a warning, once for each place in the code that starts such tasks. */
  WARN,
  /** Throws {@link IllegalStateException}, and does not start the task. */
  FAIL,
  /** Does nothing. */
  OFF
}
