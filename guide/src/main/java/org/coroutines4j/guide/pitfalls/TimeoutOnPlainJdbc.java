package org.coroutines4j.guide.pitfalls;

import static org.coroutines4j.Async.withTimeoutOrEmpty;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.coroutines4j.jdbc.CoroutineDataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/** Reads from a database file within a limit of time. */
public final class TimeoutOnPlainJdbc {
  private static final int ROWS = 200;

  private TimeoutOnPlainJdbc() {}

  /** Runs the programs of the page. */
  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("databases");
    try {
      plain(filled(folder.resolve("plain")));
      ours(filled(folder.resolve("ours")));
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(TimeoutOnPlainJdbc::delete);
      }
    }
  }

  private static void plain(JdbcConnectionPool pool) {
    // region wrong
    readWithin(Duration.ofMillis(300), pool);
    try {
      System.out.println("rows after the timeout: " + read(pool));
    } catch (SQLException e) {
      System.out.println("after the timeout the database is closed: " + e.getSQLState());
    }
    // endregion
    pool.dispose();
  }

  private static void ours(JdbcConnectionPool pool) throws SQLException {
    // region right
    readWithin(Duration.ofMillis(300), CoroutineDataSource.of(pool));
    System.out.println("rows after the timeout: " + read(pool));
    // endregion
    pool.dispose();
  }

  // region within
  private static void readWithin(Duration limit, DataSource source) {
    try {
      withTimeoutOrEmpty(
          limit,
          () -> {
            while (true) {
              read(source);
            }
          });
      System.out.println("the limit has expired");
    } catch (RuntimeException e) { // the plain driver may be faster with its failure
      System.out.println("the limit has expired");
    }
  }

  // endregion

  // region read
  private static int read(DataSource source) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select text from texts")) {
      int count = 0;
      while (rows.next()) {
        count += rows.getString(1).isEmpty() ? 0 : 1;
      }
      return count;
    }
  }

  // endregion

  /** A database whose texts are in its file, and not in memory. */
  private static JdbcConnectionPool filled(Path file) throws SQLException {
    JdbcConnectionPool pool = JdbcConnectionPool.create("jdbc:h2:" + file, "", "");
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create table texts(id int primary key, text clob)");
      statement.execute(
          "insert into texts select x, repeat('text ', 20000) from system_range(1, " + ROWS + ")");
      statement.execute("checkpoint sync");
      statement.execute("set cache_size 0");
    }
    return pool;
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
