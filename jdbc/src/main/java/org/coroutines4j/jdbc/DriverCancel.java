package org.coroutines4j.jdbc;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Stops what a connection is executing. {@code Statement.cancel} may be lost for good:
 *
 * <ul>
 *   <li>PostgreSQL's driver sends at most one cancellation for a statement, and none while it
 *       fetches further rows. The server ignores one that comes before the statement.
 *   <li>H2 forgets what a statement executes if it is cancelled just when the execution begins, so
 *       that no later cancellation finds it.
 * </ul>
 *
 * If the first attempt did not help, the connection of the driver is asked too. The methods are
 * found by their names, because this library does not depend on any driver.
 */
final class DriverCancel {
  private final Connection connection;

  DriverCancel(Connection connection) {
    this.connection = connection;
  }

  /** Cancels {@code statement}. Throws nothing: the caller tries again until it has ended. */
  void attempt(Statement statement, int attempt) {
    try {
      statement.cancel();
      if (attempt > 0) {
        cancelByConnection(connection.unwrap(Connection.class));
      }
    } catch (SQLException | ReflectiveOperationException | RuntimeException e) {
      // closed meanwhile, or the server does not answer: the next attempt follows
    }
  }

  private static void cancelByConnection(Connection driver) throws ReflectiveOperationException {
    if (driver.getClass().getName().equals("org.h2.jdbc.JdbcConnection")) {
      Object session = call(driver, "getSession");
      Object command = session == null ? null : call(session, "getCurrentCommand");
      if (command != null) {
        publicMethod(command.getClass(), "cancel").invoke(command);
      }
      return;
    }
    Method cancelQuery = inInterfaces(driver.getClass(), "cancelQuery"); // of PGConnection
    if (cancelQuery != null) {
      cancelQuery.invoke(driver);
    }
  }

  private static @Nullable Object call(Object target, String name)
      throws ReflectiveOperationException {
    return publicMethod(target.getClass(), name).invoke(target);
  }

  /** Returns the method as a public class or interface declares it. */
  private static Method publicMethod(Class<?> type, String name) throws NoSuchMethodException {
    Method found = type.getMethod(name);
    Class<?> at = type;
    while (!Modifier.isPublic(found.getDeclaringClass().getModifiers())
        && at.getSuperclass() != null) {
      at = at.getSuperclass();
      found = at.getMethod(name);
    }
    return found;
  }

  private static @Nullable Method inInterfaces(Class<?> type, String name) {
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      for (Class<?> implemented : at.getInterfaces()) {
        try {
          return implemented.getMethod(name);
        } catch (NoSuchMethodException e) {
          // the next one
        }
      }
    }
    return null;
  }
}
