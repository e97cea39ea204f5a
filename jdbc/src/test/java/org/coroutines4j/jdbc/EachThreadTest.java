package org.coroutines4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeout;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Task;
import org.coroutines4j.TimeoutExceededException;
import org.coroutines4j.testkit.EachDispatcher;
import org.coroutines4j.testkit.EachLimitedDispatcher;
import org.coroutines4j.testkit.Poll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * Guards that connections work on the threads of each kind of dispatcher, and that a statement
 * holds no permit of a limited one.
 */
class EachThreadTest {
  private static final Duration SHORT = Duration.ofMillis(200);

  @TempDir Path folder;

  @ParameterizedTest
  @EachDispatcher
  void timeout_stopsStatement(Dispatcher dispatcher) throws Exception {
    try (TestDatabase database = new TestDatabase(Engine.H2_MEMORY, folder, 1)) {
      assertThatThrownBy(
              () ->
                  taskScope()
                      .on(dispatcher)
                      .run(scope -> withTimeout(SHORT, () -> runSlowQuery(database))))
          .isInstanceOf(TimeoutExceededException.class);
      assertThat(database.inUse()).isZero();
    }
  }

  @ParameterizedTest
  @EachLimitedDispatcher
  void statement_holdsNoPermit(Dispatcher dispatcher) throws Exception {
    AtomicInteger ran = new AtomicInteger();
    try (TestDatabase database = new TestDatabase(Engine.H2_MEMORY, folder, 1)) {
      HeldQuery.reset();
      database.execute("create alias hold for '" + HeldQuery.class.getName() + ".hold'");
      taskScope()
          .on(dispatcher)
          .run(
              scope -> {
                for (int i = 0; i < 8; i++) { // more than there are permits
                  scope.launch(
                      () -> {
                        try (Connection connection = database.source.getConnection();
                            Statement statement = connection.createStatement()) {
                          statement.execute("select hold()");
                        }
                      });
                }
                Task<?> other =
                    scope.launch(
                        () -> {
                          ran.incrementAndGet();
                          HeldQuery.END.get().countDown();
                        });
                other.await();
              });
      assertThat(ran).hasValue(1);
      assertThat(database.inUse()).isZero();
    }
  }

  @Test
  void leafThread_runsStatements() throws Exception {
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try (TestDatabase database = new TestDatabase(Engine.H2_MEMORY, folder, 1)) {
      taskScope()
          .run(
              scope -> {
                Task<?> task =
                    scope.on(Dispatchers.from(threads)).launch(() -> runSlowQuery(database));
                Poll.until(() -> database.inUse() == 1);
                task.cancelAndJoin();
                assertThat(task.isCancelled()).isTrue();
              });
      assertThat(database.inUse()).isZero();
    } finally {
      threads.shutdown();
      assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static void runSlowQuery(TestDatabase database) throws SQLException {
    try (Connection connection = database.source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(database.engine.slowQuery);
    }
  }
}
