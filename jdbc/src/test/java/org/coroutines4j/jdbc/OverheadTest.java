package org.coroutines4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.taskScope;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Guards that a statement in a task costs little more than with the plain pool. The goal is 2 µs.
 * The test allows many times as much, in the best of several rounds, because other processes run
 * beside it.
 */
@Tag("full")
@Tag("once")
class OverheadTest {
  private static final int STATEMENTS = 50_000;
  private static final int ROUNDS = 8;
  private static final long ALLOWED_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

  @TempDir Path folder;

  @Test
  void statement_costsLittleMoreThanPlainOne() throws Exception {
    try (TestDatabase database = new TestDatabase(Engine.H2_MEMORY, folder, 1)) {
      database.execute("insert into rows select x, 'row' from system_range(1, 100)");
      long[] best = {Long.MAX_VALUE, Long.MAX_VALUE};
      taskScope()
          .run(
              scope -> {
                for (int round = 0; round < ROUNDS; round++) {
                  try (Connection plain = database.pool.getConnection()) {
                    best[0] = Math.min(best[0], nanosOfStatement(plain));
                  }
                  try (Connection ours = database.source.getConnection()) {
                    best[1] = Math.min(best[1], nanosOfStatement(ours));
                  }
                }
              });
      System.out.println("a statement: plain " + best[0] + " ns, ours " + best[1] + " ns");
      assertThat(best[1] - best[0]).isLessThan(ALLOWED_NANOS);
    }
  }

  private static long nanosOfStatement(Connection connection) throws SQLException {
    long begin = System.nanoTime();
    for (int i = 0; i < STATEMENTS; i++) {
      try (PreparedStatement statement =
          connection.prepareStatement("select name from rows where id = ?")) {
        statement.setLong(1, 1 + i % 100);
        try (ResultSet rows = statement.executeQuery()) {
          assertThat(rows.next()).isTrue();
          rows.getString(1);
        }
      }
    }
    return (System.nanoTime() - begin) / STATEMENTS;
  }
}
