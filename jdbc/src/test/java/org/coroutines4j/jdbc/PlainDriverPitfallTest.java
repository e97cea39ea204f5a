package org.coroutines4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.withTimeout;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Guards what this module is for: a timeout around plain JDBC closes the file of an H2 database,
 * and one around our data source does not.
 */
class PlainDriverPitfallTest {
  private static final int ROWS = 200;
  private static final Duration LIMIT = Duration.ofMillis(300);

  @TempDir Path folder;

  @Test
  void timeoutOnPlainSource_breaksFile() throws Exception {
    try (TestDatabase database = filled()) {
      assertThatThrownBy(() -> withTimeout(LIMIT, () -> readForEver(database.pool)))
          .isInstanceOf(RuntimeException.class);
      assertThatThrownBy(() -> read(database.pool)).isInstanceOf(SQLException.class);
    }
  }

  @Test
  void timeoutOnOurSource_leavesFileWhole() throws Exception {
    try (TestDatabase database = filled()) {
      assertThatThrownBy(() -> withTimeout(LIMIT, () -> readForEver(database.source)))
          .isInstanceOf(RuntimeException.class);
      assertThat(read(database.pool)).isEqualTo(ROWS);
    }
  }

  /** A database that is larger than the cache, so that each query reads from the file. */
  private TestDatabase filled() throws Exception {
    TestDatabase database = new TestDatabase(Engine.H2_FILE, folder, 2);
    database.execute("create table texts(id int primary key, text clob)");
    database.execute(
        "insert into texts select x, repeat('text ', 20000) from system_range(1, " + ROWS + ")");
    database.execute("checkpoint sync");
    database.execute("set cache_size 0");
    return database;
  }

  private static void readForEver(DataSource source) throws SQLException {
    while (true) {
      assertThat(read(source)).isEqualTo(ROWS);
    }
  }

  private static int read(DataSource source) throws SQLException {
    int count = 0;
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select text from texts")) {
      while (rows.next()) {
        assertThat(rows.getString(1)).hasSize(100_000);
        count++;
      }
    }
    return count;
  }
}
