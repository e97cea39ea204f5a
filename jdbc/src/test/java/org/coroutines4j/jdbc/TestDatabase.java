package org.coroutines4j.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A database with the empty table {@code rows}, a pool, and our data source around the pool. */
final class TestDatabase implements AutoCloseable {
  final Engine engine;
  final String url;
  final HikariDataSource pool;
  final CoroutineDataSource source;

  TestDatabase(Engine engine, Path folder, int connections)
      throws SQLException, InterruptedException {
    this.engine = engine;
    this.url = engine.url(folder);
    this.pool = pool(url, connections);
    this.source = CoroutineDataSource.of(pool);
    execute("drop table if exists rows");
    execute("create table rows(id bigint primary key, name varchar(100))");
  }

  static HikariDataSource pool(String url, int connections) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(connections);
    config.setConnectionTimeout(20_000);
    return new HikariDataSource(config);
  }

  /** Executes {@code sql} with a plain connection. */
  void execute(String sql) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Returns the ids in the table, read with a plain connection. */
  Set<Long> ids() throws SQLException {
    Set<Long> ids = new TreeSet<>();
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select id from rows")) {
      while (rows.next()) {
        ids.add(rows.getLong(1));
      }
    }
    return ids;
  }

  /** Obtains all connections of the pool, and returns the numbers of their sessions. */
  Set<Long> sessions() throws SQLException {
    List<Connection> all = new ArrayList<>();
    Set<Long> numbers = new TreeSet<>();
    try {
      for (int i = 0; i < pool.getMaximumPoolSize(); i++) {
        Connection connection = pool.getConnection();
        all.add(connection);
        numbers.add(numberOf(connection));
      }
    } finally {
      for (Connection connection : all) {
        connection.close();
      }
    }
    return numbers;
  }

  private long numberOf(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet number = statement.executeQuery(engine.sessionNumber)) {
      number.next();
      return number.getLong(1);
    }
  }

  int inUse() {
    return pool.getHikariPoolMXBean().getActiveConnections();
  }

  @Override
  public void close() {
    pool.close();
  }
}
