package org.coroutines4j.samples.service;

import static org.coroutines4j.Async.blocking;
import static org.coroutines4j.Async.timeLeft;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.Resource;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.sync.AsyncSemaphore;

/** A pool of connections, whose statements stop when the task that runs them is cancelled. */
final class Database implements AutoCloseable {
  /** A day: H2 counts in milliseconds, of which an int holds no more than 24 days. */
  private static final long LONGEST_LIMIT = 86_400;

  private final HikariDataSource pool;
  private final AtomicInteger running = new AtomicInteger();

  // region connections
  /** Tasks wait here for a connection, without holding a thread. */
  private final AsyncSemaphore permits;

  private final Resource<Connection> connections;

  private Database(HikariDataSource pool) {
    this.pool = pool;
    this.permits = AsyncSemaphore.bounded(pool.getMaximumPoolSize());
    this.connections = Resource.of(() -> blocking(() -> pool.getConnection()), Connection::close);
  }

  /** Calls {@code work} with a statement, in a transaction of its own. */
  <T> T withStatement(String sql, ThrowingFunction<PreparedStatement, T> work) {
    return permits.withPermit(
        () -> connections.use(connection -> transaction(connection, sql, work)));
  }

  private <T> T transaction(
      Connection connection, String sql, ThrowingFunction<PreparedStatement, T> work) {
    StatementStop stop = new StatementStop(connection);
    running.incrementAndGet();
    try {
      return blocking(
          () -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
              statement.setQueryTimeout(secondsLeft()); // should no cancel reach the server
              stop.begins(statement);
              T result = work.apply(statement);
              connection.commit(); // else its close rolls back
              stop.succeeded();
              return result;
            } finally {
              stop.ended();
            }
          },
          stop::run); // called when the task is cancelled
    } finally {
      running.decrementAndGet();
    }
  }

  /** A second more than the limits around this task leave; 0, which is no limit, without one. */
  private static int secondsLeft() {
    return timeLeft().map(left -> (int) Math.min(left.toSeconds() + 1, LONGEST_LIMIT)).orElse(0);
  }

  // endregion

  static Database open(Settings settings) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(settings.databaseUrl());
    config.setUsername(settings.databaseUser());
    config.setPassword(settings.databasePassword());
    config.setMaximumPoolSize(settings.connections());
    config.setAutoCommit(false);
    config.setConnectionTimeout(5_000);
    config.setPoolName("orders");
    return new Database(new HikariDataSource(config));
  }

  /** How many statements run now. */
  int runningStatements() {
    return running.get();
  }

  /** How many connections are in use now. */
  int usedConnections() {
    return pool.getHikariPoolMXBean().getActiveConnections();
  }

  /** Whether it answers. */
  boolean isReachable() throws SQLException {
    return withStatement("SELECT 1", statement -> statement.executeQuery().next());
  }

  @Override
  public void close() {
    pool.close();
  }
}
