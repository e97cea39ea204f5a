package org.coroutines4j.jdbc;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Stops what a connection is executing.
 *
 * <p>PostgreSQL's driver sends at most one cancellation for a statement, and none while it fetches
 * further rows. The server ignores a cancellation that comes before the statement. The driver's
 * {@code PGConnection.cancelQuery} has no such limit, and is called if the first attempt did not
 * help. It is found by its name, because this library does not depend on any driver.
 */
final class DriverCancel {
  private static final String NAME = "cancelQuery";

  private final Connection connection;

  /** Null until it is needed, or if the driver has none; of one canceller at a time. */
  private @Nullable Method cancelQuery;

  private @Nullable Connection unwrapped;

  DriverCancel(Connection connection) {
    this.connection = connection;
  }

  /** Cancels {@code statement}. Throws nothing: the caller tries again until it has ended. */
  void attempt(Statement statement, int attempt) {
    try {
      statement.cancel();
      if (attempt > 0) {
        cancelQuery();
      }
    } catch (SQLException | ReflectiveOperationException | RuntimeException e) {
      // closed meanwhile, or the server does not answer: the next attempt follows
    }
  }

  private void cancelQuery() throws SQLException, ReflectiveOperationException {
    if (unwrapped == null) {
      unwrapped = connection.unwrap(Connection.class);
      cancelQuery = find(unwrapped.getClass());
    }
    if (cancelQuery != null) {
      cancelQuery.invoke(unwrapped);
    }
  }

  private static @Nullable Method find(Class<?> type) {
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      for (Class<?> implemented : at.getInterfaces()) {
        Method found = inInterface(implemented);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static @Nullable Method inInterface(Class<?> type) {
    try {
      return type.getMethod(NAME);
    } catch (NoSuchMethodException e) {
      return null;
    }
  }
}
