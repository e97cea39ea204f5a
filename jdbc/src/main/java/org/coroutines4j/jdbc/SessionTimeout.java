package org.coroutines4j.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import org.coroutines4j.Async;
import org.jspecify.annotations.Nullable;

/**
 * Makes the time that a task has left the query timeout of the statements of a connection.
 *
 * <p>A driver keeps the timeout for each statement or for the connection. In the first case the
 * value of the user is restored after each execution. In the second case a change costs a command,
 * such as the SET of H2. So the value stays for the next statement with the same limit, and is
 * restored by the first one without, and by {@link #end}.
 */
final class SessionTimeout {
  /** How much later than the query timeout the limit of the block may expire. */
  private static final Duration TOLERANCE = Duration.ofSeconds(1);

  /** The codes of a statement that was cancelled or timed out. */
  private static final Set<String> STATES = Set.of("57014", "HYT00", "HY008", "70100");

  private final Connection connection;
  private final QueryTimeouts timeouts;

  /** The value for the whole connection that is in force in place of the user's; 0 if none is. */
  private int kept;

  /** The value of the user, while {@link #kept} is in force. */
  private int users;

  SessionTimeout(Connection connection, QueryTimeouts timeouts) {
    this.connection = connection;
    this.timeouts = timeouts;
  }

  /** Calls {@code work}, the execution of {@code statement}, with what the task has left. */
  @Nullable Object call(GuardedCall call, Statement statement, Work work) throws Throwable {
    int left = timeouts.secondsLeft();
    if (left == 0 && kept == 0) {
      return work.call();
    }
    int now = statement.getQueryTimeout();
    int before = kept != 0 && now == kept ? users : now;
    int wanted = left == 0 || (before != 0 && before < left) ? before : left;
    boolean isInForce = now == wanted || (now == kept && now == wanted + 1 && wanted == left);
    boolean isSet = !isInForce && timeouts.set(statement, wanted);
    if (isSet && wanted != before && timeouts.isWide(connection, wanted)) {
      kept = wanted;
      users = before;
    } else if (isSet && wanted == before) {
      kept = 0;
    }
    try {
      return work.call();
    } catch (SQLException e) {
      if (wanted == left && left != 0 && isTimeout(e)) {
        // The limit of the block expires now, or a little later: the block throws its own timeout.
        call.awaitCancellation(Async.timeLeft().orElse(Duration.ZERO).plus(TOLERANCE));
      }
      throw e;
    } finally {
      if (isSet && wanted != before && kept == 0) {
        timeouts.set(statement, before);
      }
    }
  }

  /** Returns the timeout that the user has set, given the one of the driver. */
  int usersValue(int now) {
    return kept != 0 && now == kept ? users : now;
  }

  /** Called when the user has set a timeout. */
  void replaced() {
    kept = 0;
  }

  /** Restores the value of the user, before the connection goes back to its pool. */
  void end() {
    if (kept == 0) {
      return;
    }
    try (Statement any = connection.createStatement()) {
      if (any.getQueryTimeout() == kept) {
        timeouts.set(any, users);
      }
    } catch (SQLException e) {
      // closed or broken: no statement follows
    }
    kept = 0;
  }

  /** Returns whether {@code e} says that a statement was cancelled or timed out. */
  static boolean isTimeout(SQLException e) {
    return e instanceof SQLTimeoutException || STATES.contains(String.valueOf(e.getSQLState()));
  }
}
