package org.coroutines4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.withTimeout;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.coroutines4j.TimeoutExceededException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Guards that the time left is the query timeout while a statement runs, that the value of the user
 * is in force before and after, and that the block throws its own timeout if the driver's is first.
 */
class QueryTimeoutTest {
  private static final Duration LIMIT = Duration.ofMillis(60_500);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void timeLeft_isRoundedUp(Engine engine) throws Exception {
    try (TestDatabase database = new TestDatabase(engine, folder, 1)) {
      Spy spy = new Spy(database.pool);
      withTimeout(LIMIT, () -> query(CoroutineDataSource.of(spy.source), 0));
      assertThat(spy.inForce).containsExactly(61);
      assertThat(timeoutOfNextUser(database)).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void shorterTimeoutOfUser_wins(Engine engine) throws Exception {
    try (TestDatabase database = new TestDatabase(engine, folder, 1)) {
      Spy spy = new Spy(database.pool);
      withTimeout(LIMIT, () -> query(CoroutineDataSource.of(spy.source), 7));
      assertThat(spy.inForce).containsExactly(7);
    }
  }

  @ParameterizedTest
  @EnumSource
  void longerTimeoutOfUser_isRestored(Engine engine) throws Exception {
    try (TestDatabase database = new TestDatabase(engine, folder, 1)) {
      Spy spy = new Spy(database.pool);
      CoroutineDataSource source = CoroutineDataSource.of(spy.source);
      try (Connection connection = source.getConnection();
          Statement statement = connection.createStatement()) {
        statement.setQueryTimeout(900);
        withTimeout(
            LIMIT,
            () -> {
              statement.execute("select 1");
              assertThat(statement.getQueryTimeout()).isEqualTo(900);
              statement.execute("select 1");
            });
        withTimeout(Duration.ofDays(2), () -> statement.execute("select 1"));
        statement.setQueryTimeout(0);
      }
      assertThat(spy.inForce).containsExactly(61, 61, 900);
      assertThat(timeoutOfNextUser(database)).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void option_switchesItOff(Engine engine) throws Exception {
    try (TestDatabase database = new TestDatabase(engine, folder, 1)) {
      Spy spy = new Spy(database.pool);
      DataSource source = CoroutineDataSource.builder(spy.source).queryTimeout(false).build();
      withTimeout(LIMIT, () -> query(source, 0));
      assertThat(spy.inForce).containsExactly(0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void driverWithoutTimeouts_isLeftAlone(Engine engine) throws Exception {
    try (TestDatabase database = new TestDatabase(engine, folder, 1)) {
      Spy spy = new Spy(database.pool);
      spy.refuses = true;
      withTimeout(LIMIT, () -> query(CoroutineDataSource.of(spy.source), 0));
      assertThat(spy.inForce).containsExactly(0);
    }
  }

  /** The driver's timeout comes before that of the block: its clock may be ahead. */
  @ParameterizedTest
  @EnumSource
  void earlyTimeoutOfDriver_isThatOfTheBlock(Engine engine) throws Exception {
    try (TestDatabase database = new TestDatabase(engine, folder, 1)) {
      Spy spy = new Spy(database.pool);
      spy.timesOut = true;
      CoroutineDataSource source = CoroutineDataSource.of(spy.source);
      assertThatThrownBy(() -> withTimeout(Duration.ofMillis(300), () -> query(source, 0)))
          .isInstanceOf(TimeoutExceededException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void timeoutOfUser_isAFailure(Engine engine) throws Exception {
    try (TestDatabase database = new TestDatabase(engine, folder, 1)) {
      CoroutineDataSource source = database.source;
      assertThatThrownBy(
              () ->
                  withTimeout(
                      LIMIT,
                      () -> {
                        try (Connection connection = source.getConnection();
                            Statement statement = connection.createStatement()) {
                          statement.setQueryTimeout(1);
                          try {
                            statement.execute(engine.slowQuery);
                          } finally {
                            statement.setQueryTimeout(0);
                          }
                        }
                      }))
          .hasCauseInstanceOf(SQLException.class);
    }
  }

  private static void query(DataSource source, int timeoutOfUser) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      if (timeoutOfUser != 0) {
        statement.setQueryTimeout(timeoutOfUser);
      }
      try (ResultSet rows = statement.executeQuery("select 1")) {
        assertThat(rows.next()).isTrue();
      }
    }
  }

  private static int timeoutOfNextUser(TestDatabase database) throws SQLException {
    try (Connection connection = database.pool.getConnection();
        Statement statement = connection.createStatement()) {
      return statement.getQueryTimeout();
    }
  }

  /** Reads the query timeout that is in force when a statement is executed. */
  private static final class Spy {
    final List<Integer> inForce = new ArrayList<>();
    final DataSource source;
    boolean refuses;
    boolean timesOut;

    Spy(DataSource plain) {
      source = (DataSource) around(plain);
    }

    private Object around(Object plain) {
      Class<?> type =
          plain instanceof DataSource
              ? DataSource.class
              : plain instanceof Connection ? Connection.class : Statement.class;
      return Proxy.newProxyInstance(
          getClass().getClassLoader(),
          new Class<?>[] {type},
          (proxy, method, arguments) -> {
            if (method.getName().startsWith("execute")) {
              inForce.add(((Statement) plain).getQueryTimeout());
              if (timesOut) {
                throw new SQLTimeoutException("timed out");
              }
            }
            if (refuses && method.getName().equals("setQueryTimeout")) {
              throw new SQLFeatureNotSupportedException();
            }
            return result(method.getReturnType(), invoke(plain, method, arguments));
          });
    }

    private @Nullable Object result(Class<?> type, @Nullable Object result) {
      return result != null && (type == Connection.class || type == Statement.class)
          ? around(result)
          : result;
    }

    private static @Nullable Object invoke(
        Object plain, java.lang.reflect.Method method, @Nullable Object @Nullable [] arguments)
        throws Throwable {
      try {
        return method.invoke(plain, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }
  }
}
