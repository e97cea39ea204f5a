package org.coroutines4j.guide;

// region imports
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.withTimeout;
import static org.coroutines4j.Async.withTimeoutOrEmpty;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;
import org.coroutines4j.TimeoutExceededException;
import org.coroutines4j.jdbc.ConcurrentUse;
import org.coroutines4j.jdbc.CoroutineDataSource;
import org.h2.jdbcx.JdbcConnectionPool;

// endregion

/** Statements of JDBC in tasks. */
public final class Databases {
  private Databases() {}

  /** Runs the programs of the page. */
  public static void main(String[] args) throws Exception {
    JdbcConnectionPool pool =
        JdbcConnectionPool.create("jdbc:h2:mem:shop;DB_CLOSE_DELAY=-1", "", "");
    createTable(pool);
    use(pool);
    pool.dispose();
  }

  private static void createTable(DataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create table orders(id int primary key)");
    }
  }

  private static void use(JdbcConnectionPool pool) throws SQLException {
    // region source
    DataSource source = CoroutineDataSource.of(pool); // the pool stays yours to close
    // endregion

    // region query
    String slow =
        "select sum(a.x * b.x) from system_range(1, 1000000) a, system_range(1, 1000000) b";
    run(
        scope -> {
          Optional<Long> sum =
              withTimeoutOrEmpty(
                  ofMillis(100),
                  () -> {
                    try (Connection connection = source.getConnection();
                        Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery(slow)) {
                      rows.next();
                      return rows.getLong(1);
                    }
                  });
          System.out.println("the query has ended in time: " + sum.isPresent());
          System.out.println("connections in use: " + pool.getActiveConnections());
        });
    // endregion

    // region transaction
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      try {
        withTimeout(
            ofMillis(100),
            () -> {
              statement.execute("insert into orders values (1)");
              statement.executeQuery(slow);
              connection.commit();
            });
      } catch (TimeoutExceededException e) {
        connection.rollback();
        System.out.println("rolled back: " + e.getMessage());
      }
    }
    // endregion

    // region options
    DataSource strict =
        CoroutineDataSource.builder(pool)
            .concurrentUse(ConcurrentUse.FAIL)
            .queryTimeout(false)
            .build();
    // endregion

    // region prepared
    try (Connection connection = strict.getConnection();
        PreparedStatement statement =
            connection.prepareStatement("select count(*) from orders where id < ?")) {
      withTimeout(
          ofSeconds(5),
          () -> {
            statement.setInt(1, 100);
            try (ResultSet rows = statement.executeQuery()) {
              rows.next();
              System.out.println("orders: " + rows.getInt(1));
            }
          });
    }
    // endregion
  }
}
