package org.coroutines4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Guards that cancellations at random moments break no connection of the pool and leave none open,
 * that the table has exactly the rows whose commit the program has seen, and that a database file
 * is whole afterwards.
 */
class CancelStormTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void fiveHundredCancels_leavePoolWhole(Engine engine) throws Exception {
    storm(engine, 500);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("full")
  @Tag("once")
  void tenThousandCancels_leavePoolWhole(Engine engine) throws Exception {
    storm(engine, 10_000);
  }

  private void storm(Engine engine, int count) throws Exception {
    long seed = System.nanoTime();
    Set<Long> expected;
    String url;
    try (TestDatabase database = new TestDatabase(engine, folder, 3)) { // fewer than workers
      url = database.url;
      Set<Long> sessions = database.sessions();
      CancelStorm storm = new CancelStorm(database, seed);
      storm.run(count);
      assertThat(storm.cancelled).as("seed %s", seed).hasValue(count);
      assertThat(database.inUse()).isZero();
      assertThat(database.sessions()).as("seed %s", seed).isEqualTo(sessions).hasSize(3);
      expected = new TreeSet<>(storm.committed);
      assertThat(expected).isNotEmpty();
      assertThat(database.ids()).as("seed %s", seed).isEqualTo(expected);
    }
    if (engine == Engine.H2_FILE) {
      checkFile(url, expected);
    }
  }

  /** Opens the file again, and reads all of it by the table and by the index. */
  private static void checkFile(String url, Set<Long> expected) throws SQLException {
    Set<Long> ids = new TreeSet<>();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery("select id, name from rows")) {
        while (rows.next()) {
          ids.add(rows.getLong(1));
          assertThat(rows.getString(2)).isEqualTo("row " + rows.getLong(1));
        }
      }
      for (long id : expected) {
        try (ResultSet row = statement.executeQuery("select 1 from rows where id = " + id)) {
          assertThat(row.next()).isTrue();
        }
      }
      statement.execute("shutdown compact"); // fails on a page that cannot be read
    }
    assertThat(ids).isEqualTo(expected);
  }
}
