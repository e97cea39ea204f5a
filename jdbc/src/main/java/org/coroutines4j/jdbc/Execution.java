package org.coroutines4j.jdbc;

import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The execution of a statement.
 *
 * <p>H2 keeps a cancellation that comes when a prepared statement has just ended, and cancels the
 * next execution of the same statement with it. If that happens, the statement is executed again: a
 * cancelled statement has had no effect.
 */
final class Execution {
  /** The shortest query timeout of JDBC. What ends later may have exceeded one. */
  private static final long SHORTEST_TIMEOUT = TimeUnit.SECONDS.toNanos(1);

  private final JdbcObject statement;
  private final Work work;
  private final DriverCancel cancel;
  private final SessionTimeout timeout;

  Execution(JdbcObject statement, Work work, DriverCancel cancel, SessionTimeout timeout) {
    this.statement = statement;
    this.work = work;
    this.cancel = cancel;
    this.timeout = timeout;
  }

  @Nullable Object run() throws Throwable {
    if (!statement.wasCancelled) {
      return new GuardedCall(work, statement, cancel).run(timeout);
    }
    statement.wasCancelled = false;
    GuardedCall first = new GuardedCall(work, statement, cancel);
    long begin = System.nanoTime();
    try {
      return first.run(timeout);
    } catch (SQLException e) {
      boolean isLate = System.nanoTime() - begin >= SHORTEST_TIMEOUT;
      if (first.isCancelled() || isLate || !SessionTimeout.isTimeout(e)) {
        throw e;
      }
      return again(e);
    }
  }

  private @Nullable Object again(SQLException cancelled) throws Throwable {
    try {
      return new GuardedCall(work, statement, cancel).run(timeout);
    } catch (SQLException e) { // such as a transaction that does not survive a failure
      cancelled.addSuppressed(e);
      throw cancelled;
    }
  }
}
