package org.coroutines4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeout;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.Task;
import org.coroutines4j.Tasks;
import org.coroutines4j.TimeoutExceededException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Guards that a cancelled or timed-out task stops its statement with {@code Statement.cancel}, that
 * no interrupt reaches the driver, and that the connection can be used afterwards.
 */
class StatementCancelTest {
  private static final Duration SHORT = Duration.ofMillis(200);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void timeout_stopsStatement(Engine engine) throws Exception {
    try (TestDatabase database = new TestDatabase(engine, folder, 2)) {
      Set<Long> sessions = database.sessions();
      long begin = System.nanoTime();
      assertThatThrownBy(() -> withTimeout(SHORT, () -> runSlowQuery(database)))
          .isInstanceOf(TimeoutExceededException.class)
          .hasRootCauseInstanceOf(CancellationException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
      assertThat(database.inUse()).isZero();
      assertThat(database.sessions()).isEqualTo(sessions);
    }
  }

  private static void runSlowQuery(TestDatabase database) throws SQLException {
    try (Connection connection = database.source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(database.engine.slowQuery);
    }
  }

  @ParameterizedTest
  @EnumSource
  void cancel_noInterruptReachesCleanup(Engine engine) throws Exception {
    AtomicBoolean interrupted = new AtomicBoolean();
    AtomicInteger cleanups = new AtomicInteger();
    try (TestDatabase database = new TestDatabase(engine, folder, 2)) {
      assertThatThrownBy(
              () ->
                  withTimeout(
                      SHORT,
                      () -> {
                        try {
                          runSlowQuery(database);
                        } finally {
                          interrupted.set(Thread.currentThread().isInterrupted());
                          cleanups.incrementAndGet();
                        }
                      }))
          .isInstanceOf(TimeoutExceededException.class);
      assertThat(cleanups).hasValue(1);
      assertThat(interrupted).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void cancelledTask_rollsBackAndCloses(Engine engine) throws Exception {
    try (TestDatabase database = new TestDatabase(engine, folder, 2)) {
      assertThatThrownBy(
              () ->
                  withTimeout(
                      SHORT,
                      () -> {
                        try (Connection connection = database.source.getConnection()) {
                          connection.setAutoCommit(false);
                          try (Statement statement = connection.createStatement()) {
                            statement.executeUpdate("insert into rows values (1, 'lost')");
                            statement.execute(engine.slowQuery);
                          } catch (CancellationException e) {
                            connection.rollback();
                            connection.setAutoCommit(true);
                            assertThatThrownBy(connection::createStatement)
                                .isInstanceOf(CancellationException.class);
                            nonCancellable(
                                () -> {
                                  try (Statement cleanup = connection.createStatement()) {
                                    cleanup.executeUpdate("insert into rows values (2, 'kept')");
                                  }
                                });
                            throw e;
                          }
                        }
                      }))
          .isInstanceOf(TimeoutExceededException.class);
      assertThat(database.ids()).containsExactly(2L);
      assertThat(database.inUse()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void commit_inCancelledTask_isDone(Engine engine) throws Exception {
    try (TestDatabase database = new TestDatabase(engine, folder, 2)) {
      taskScope()
          .run(
              scope -> {
                Task<?> task =
                    scope.launch(
                        () -> {
                          try (Connection connection = database.source.getConnection()) {
                            connection.setAutoCommit(false);
                            try (Statement statement = connection.createStatement()) {
                              statement.executeUpdate("insert into rows values (1, 'kept')");
                            }
                            org.coroutines4j.Tasks.current().cancel();
                            connection.commit();
                          }
                        });
                task.join();
                assertThat(task.isCancelled()).isTrue();
              });
      assertThat(database.ids()).containsExactly(1L);
      assertThat(database.inUse()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void failure_isThatOfTheDriver(Engine engine) throws Exception {
    try (TestDatabase database = new TestDatabase(engine, folder, 2)) {
      taskScope()
          .run(
              scope -> {
                try (Connection connection = database.source.getConnection();
                    Statement statement = connection.createStatement()) {
                  assertThatThrownBy(() -> statement.execute("select nothing from nowhere"))
                      .isInstanceOf(SQLException.class);
                  assertThat(Tasks.isInTask()).isTrue();
                }
              });
    }
  }
}
