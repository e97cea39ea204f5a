package org.coroutines4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeoutOrEmpty;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.coroutines4j.Task;
import org.coroutines4j.testkit.Rounds;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Guards that the cancellation of a statement that just ends does not hit the next statement of the
 * connection, nor the next execution of the same statement.
 */
class LateCancelTest {
  private static final String SHORT_QUERY = "select 1";

  @TempDir Path folder;

  private int cancelled;
  private int ended;

  @ParameterizedTest
  @EnumSource
  @Tag("stress")
  void lateCancel_doesNotHitNextStatement(Engine engine) throws Exception {
    race(engine, false);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("stress")
  void lateCancel_doesNotHitNextExecution(Engine engine) throws Exception {
    race(engine, true);
  }

  /** H2 looks for a cancellation after some rows only. */
  @Test
  void cancelKeptByH2_doesNotHitNextExecution() throws Exception {
    HeldQuery.reset();
    try (TestDatabase database = new TestDatabase(Engine.H2_MEMORY, folder, 1)) {
      database.execute("create alias hold for '" + HeldQuery.class.getName() + ".hold'");
      taskScope()
          .run(
              scope -> {
                try (Connection connection = database.source.getConnection();
                    PreparedStatement statement =
                        connection.prepareStatement("select hold() from system_range(1, ?)")) {
                  Task<Integer> first = scope.async(() -> rows(statement, 1));
                  HeldQuery.INSIDE.get().await();
                  first.cancel();
                  delay(Duration.ofMillis(100));
                  HeldQuery.END.get().countDown();
                  first.join();
                  assertThat(rows(statement, 1_000)).isEqualTo(1_000);
                }
              });
    }
  }

  private static int rows(PreparedStatement statement, int count) throws SQLException {
    statement.setInt(1, count);
    try (ResultSet rows = statement.executeQuery()) {
      int found = 0;
      while (rows.next()) {
        found++;
      }
      return found;
    }
  }

  private void race(Engine engine, boolean samePrepared) throws Exception {
    Random random = new Random();
    try (TestDatabase database = new TestDatabase(engine, folder, 1);
        Connection connection = database.source.getConnection();
        PreparedStatement first = connection.prepareStatement(SHORT_QUERY);
        PreparedStatement other = connection.prepareStatement(SHORT_QUERY)) {
      Rounds rounds = Rounds.atLeast(300).until(() -> cancelled >= 20 && ended >= 20);
      while (rounds.next()) {
        Duration limit = Duration.ofNanos(20_000 + random.nextInt(400_000));
        Optional<Boolean> value = withTimeoutOrEmpty(limit, () -> repeat(first));
        if (value.isEmpty()) {
          cancelled++;
        } else {
          ended++;
        }
        for (int i = 0; i < 3; i++) {
          assertThat(execute(samePrepared ? first : other)).isEqualTo(1);
        }
      }
      assertThat(cancelled).isGreaterThanOrEqualTo(20);
      assertThat(ended).isGreaterThanOrEqualTo(20);
    }
  }

  private static boolean repeat(PreparedStatement statement) throws SQLException {
    for (int i = 0; i < 3; i++) {
      assertThat(execute(statement)).isEqualTo(1);
    }
    return true;
  }

  private static int execute(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
