package org.coroutines4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeout;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Task;
import org.coroutines4j.TimeoutExceededException;
import org.coroutines4j.testkit.Poll;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Guards that a cancellation ends the wait for a connection, that no connection is lost then, and
 * that a task behind a cancelled one gets the connection that was meant for it.
 */
class ConnectionWaitTest {
  private static final Duration SHORT = Duration.ofMillis(100);

  @TempDir Path folder;

  @Test
  void timeout_endsWaitForConnection() throws Exception {
    try (TestDatabase database = new TestDatabase(Engine.H2_MEMORY, folder, 1)) {
      try (Connection only = database.pool.getConnection()) {
        assertThat(only.isClosed()).isFalse();
        assertThatThrownBy(() -> withTimeout(SHORT, () -> database.source.getConnection()))
            .isInstanceOf(TimeoutExceededException.class);
        assertThat(waiting(database)).isEqualTo(1); // the helper, which serves the next task
      }
      Poll.until(() -> database.inUse() == 0 && waiting(database) == 0);
    }
  }

  @Test
  void cancelledWaits_shareOneHelper() throws Exception {
    try (TestDatabase database = new TestDatabase(Engine.H2_MEMORY, folder, 1)) {
      try (Connection only = database.pool.getConnection()) {
        assertThat(only.isClosed()).isFalse();
        for (int i = 0; i < 20; i++) {
          assertThatThrownBy(
                  () -> withTimeout(Duration.ofMillis(5), () -> database.source.getConnection()))
              .isInstanceOf(TimeoutExceededException.class);
        }
        assertThat(waiting(database)).isEqualTo(1);
      }
      Poll.until(() -> database.inUse() == 0 && waiting(database) == 0);
    }
  }

  @Test
  void taskBehindCancelledWait_obtainsConnection() throws Exception {
    try (TestDatabase database = new TestDatabase(Engine.H2_MEMORY, folder, 1)) {
      taskScope()
          .run(
              scope -> {
                Connection only = database.pool.getConnection();
                Task<?> first = scope.launch(() -> database.source.getConnection());
                Poll.until(() -> waiting(database) == 1);
                first.cancelAndJoin();
                Task<Boolean> second =
                    scope.async(
                        () -> {
                          try (Connection obtained = database.source.getConnection()) {
                            return obtained.isValid(1);
                          }
                        });
                delay(SHORT);
                assertThat(waiting(database)).isEqualTo(1);
                only.close();
                assertThat(second.await()).isTrue();
              });
      assertThat(database.inUse()).isZero();
    }
  }

  @Test
  void wait_holdsNoPermit() throws Exception {
    try (TestDatabase database = new TestDatabase(Engine.H2_MEMORY, folder, 1)) {
      taskScope()
          .on(Dispatchers.virtual().limitedParallelism(1))
          .run(
              scope -> {
                Connection only = database.source.getConnection();
                Task<?> waiter = scope.launch(() -> database.source.getConnection().close());
                Poll.until(
                    () -> {
                      org.coroutines4j.Async.yieldNow();
                      return waiting(database) == 1;
                    });
                only.close();
                waiter.await();
              });
      assertThat(database.inUse()).isZero();
    }
  }

  @Test
  void poolTimeout_isThatOfThePool() throws Exception {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:h2:mem:late");
    config.setMaximumPoolSize(1);
    config.setConnectionTimeout(250);
    try (HikariDataSource pool = new HikariDataSource(config);
        Connection only = pool.getConnection()) {
      assertThat(only.isClosed()).isFalse();
      CoroutineDataSource source = CoroutineDataSource.of(pool);
      taskScope()
          .run(
              scope ->
                  assertThatThrownBy(source::getConnection)
                      .isInstanceOf(SQLTransientConnectionException.class)
                      .hasNoSuppressedExceptions());
    }
  }

  @Test
  void failureOfOlderAttempt_doesNotEndNewWait() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    java.util.concurrent.Semaphore steps = new java.util.concurrent.Semaphore(0);
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setURL("jdbc:h2:mem:again");
    ConnectionRequests requests =
        new ConnectionRequests(
            () -> {
              int attempt = attempts.incrementAndGet();
              steps.acquire();
              if (attempt == 1) {
                throw new SQLException("the wait of the first task is over");
              }
              return h2.getConnection();
            });
    taskScope()
        .run(
            scope -> {
              Task<?> first = scope.launch(() -> requests.get());
              Poll.until(() -> attempts.get() == 1);
              first.cancelAndJoin();
              Task<Connection> second = scope.async(() -> requests.get());
              delay(SHORT);
              assertThat(attempts).hasValue(1);
              steps.release(2);
              second.await().close();
            });
    assertThat(attempts).hasValue(2);
  }

  @Test
  void cancelsDuringWait_loseNoConnection() throws Exception {
    try (TestDatabase database = new TestDatabase(Engine.H2_MEMORY, folder, 2)) {
      AtomicInteger obtained = new AtomicInteger();
      taskScope()
          .run(
              scope -> {
                List<Task<?>> tasks = new ArrayList<>();
                for (int i = 0; i < 300; i++) {
                  tasks.add(scope.launch(() -> useOnce(database.source, obtained)));
                  tasks.get(i / 2).cancel();
                }
              });
      assertThat(obtained).hasPositiveValue();
      Poll.until(() -> database.inUse() == 0 && waiting(database) == 0);
      assertThat(database.sessions()).hasSize(2);
    }
  }

  private static void useOnce(DataSource source, AtomicInteger obtained) throws SQLException {
    try (Connection connection = source.getConnection()) {
      obtained.incrementAndGet();
      assertThat(connection.isValid(1)).isTrue();
    }
  }

  @Test
  void userAndPassword_areThoseOfTheCaller() throws Exception {
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setURL("jdbc:h2:mem:users");
    try (Connection first = h2.getConnection("ann", "secret")) {
      assertThat(first.isClosed()).isFalse();
      CoroutineDataSource source = CoroutineDataSource.of(h2);
      taskScope()
          .run(
              scope -> {
                try (Connection connection = source.getConnection("ann", "secret")) {
                  assertThat(connection.getMetaData().getUserName()).isEqualTo("ANN");
                }
                assertThatThrownBy(() -> source.getConnection("ann", "wrong"))
                    .isInstanceOf(SQLException.class);
              });
    }
  }

  private static int waiting(TestDatabase database) {
    return database.pool.getHikariPoolMXBean().getThreadsAwaitingConnection();
  }
}
