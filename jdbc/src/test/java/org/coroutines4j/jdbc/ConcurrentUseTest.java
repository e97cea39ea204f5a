package org.coroutines4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.supervisorScope;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import org.coroutines4j.Outcome;
import org.coroutines4j.Task;
import org.coroutines4j.testkit.CapturedLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Guards that two tasks inside calls of one connection are reported with both names, once for each
 * line of code, and that the setting decides between the warning, the failure and nothing.
 */
class ConcurrentUseTest {
  private static final String WARNING =
      "C4J-901 \\[.*second #\\d+\\]: tasks 'second' and 'first' use a connection concurrently\\. Each would"
          + " work in the transaction of the other: give each task a connection of its own\\. The"
          + " call is at .*ConcurrentUseTest\\.\\S+\\(ConcurrentUseTest\\.java:\\d+\\)";

  @TempDir Path folder;

  @Test
  void warning_namesBothTasksOnceForEachLine() throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      Outcome<?> second = useTwice(ConcurrentUse.WARN);
      assertThat(second.isSuccess()).isTrue();
      assertThat(log.wholeLines()).hasSize(1).allMatch(line -> line.matches(WARNING));
    }
  }

  @Test
  void failure_namesBothTasks() throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      Outcome<?> second = useTwice(ConcurrentUse.FAIL);
      assertThat(((Outcome.Failure<?>) second).exception())
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "tasks 'second' and 'first' use a connection concurrently. Each would work in the"
                  + " transaction of the other: give each task a connection of its own.");
      assertThat(log.wholeLines()).isEmpty();
    }
  }

  @Test
  void ignored_isNotReported() throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      assertThat(useTwice(ConcurrentUse.IGNORE).isSuccess()).isTrue();
      assertThat(log.wholeLines()).isEmpty();
    }
  }

  @Test
  void useOneAfterTheOther_isNotReported() throws Exception {
    try (CapturedLog log = new CapturedLog();
        TestDatabase database = new TestDatabase(Engine.H2_MEMORY, folder, 1);
        Connection connection = database.source.getConnection()) {
      supervisorScope()
          .run(
              scope -> {
                for (int i = 0; i < 3; i++) {
                  scope.async(() -> execute(connection, "select 1")).await();
                }
              });
      assertThat(log.wholeLines()).isEmpty();
    }
  }

  /** The second task calls the same line three times while the first one is inside a call. */
  private Outcome<?> useTwice(ConcurrentUse reaction) throws Exception {
    HeldQuery.reset();
    try (TestDatabase database = new TestDatabase(Engine.H2_MEMORY, folder, 1)) {
      database.execute("create alias hold for '" + HeldQuery.class.getName() + ".hold'");
      CoroutineDataSource source =
          CoroutineDataSource.builder(database.pool).concurrentUse(reaction).build();
      try (Connection connection = source.getConnection()) {
        return supervisorScope()
            .call(
                scope -> {
                  Task<?> first =
                      scope.named("first").async(() -> execute(connection, "select hold()"));
                  HeldQuery.INSIDE.get().await();
                  Task<?> second =
                      scope
                          .named("second")
                          .async(
                              () -> {
                                for (int i = 0; i < 3; i++) {
                                  assertThat(connection.getHoldability()).isPositive();
                                }
                                return true;
                              });
                  org.coroutines4j.Async.delay(java.time.Duration.ofMillis(100));
                  HeldQuery.END.get().countDown();
                  first.await();
                  return second.awaitOutcome();
                });
      }
    }
  }

  private static boolean execute(Connection connection, String sql) throws Exception {
    try (Statement statement = connection.createStatement()) {
      return statement.execute(sql);
    }
  }
}
