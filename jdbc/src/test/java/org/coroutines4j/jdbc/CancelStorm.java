package org.coroutines4j.jdbc;

import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.taskScope;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Task;

/** Tasks that use a database until they are cancelled, each at a random moment. */
final class CancelStorm {
  private static final int WORKERS = 4;

  /** The ids that have been committed, as the program knows. */
  final Set<Long> committed = ConcurrentHashMap.newKeySet();

  final AtomicInteger cancelled = new AtomicInteger();
  private final AtomicInteger rounds = new AtomicInteger();
  private final AtomicLong ids = new AtomicLong();
  private final TestDatabase database;
  private final long seed;

  CancelStorm(TestDatabase database, long seed) {
    this.database = database;
    this.seed = seed;
  }

  /**
   * Cancels {@code count} tasks. The workers have platform threads: H2 computes on the virtual
   * threads of the tasks, which may be all carriers.
   */
  void run(int count) {
    taskScope()
        .run(
            scope -> {
              for (int worker = 0; worker < WORKERS; worker++) {
                Random random = new Random(seed + worker);
                scope
                    .on(Dispatchers.cpu())
                    .launch(
                        () -> {
                          while (rounds.getAndIncrement() < count) {
                            Random own = new Random(random.nextLong());
                            Task<?> task = scope.launch(() -> work(own));
                            delay(Duration.ofNanos(random.nextInt(2_500_000)));
                            task.cancelAndJoin();
                            if (task.isCancelled()) {
                              cancelled.incrementAndGet();
                            }
                          }
                        });
              }
            });
  }

  /** Never returns: ends with the cancellation. */
  private void work(Random random) throws SQLException {
    while (true) {
      try (Connection connection = database.source.getConnection()) {
        switch (random.nextInt(4)) {
          case 0 -> insert(connection);
          case 1 -> transaction(connection);
          case 2 -> readAll(connection);
          default -> {
            try (Statement statement = connection.createStatement()) {
              statement.execute(database.engine.slowQuery);
            }
          }
        }
      }
    }
  }

  private void insert(Connection connection) throws SQLException {
    long id = ids.incrementAndGet();
    insert(connection, id);
    committed.add(id);
  }

  private static void insert(Connection connection, long id) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("insert into rows values (?, ?)")) {
      statement.setLong(1, id);
      statement.setString(2, "row " + id);
      statement.executeUpdate();
    }
  }

  private void transaction(Connection connection) throws SQLException {
    long first = ids.getAndAdd(2) + 1;
    connection.setAutoCommit(false);
    try {
      insert(connection, first);
      insert(connection, first + 1);
      connection.commit();
      committed.add(first);
      committed.add(first + 1);
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private static void readAll(Connection connection) throws SQLException {
    connection.setAutoCommit(false); // else PostgreSQL fetches all rows at once
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(10);
      try (ResultSet rows = statement.executeQuery("select id, name from rows")) {
        while (rows.next()) {
          String expected = "row " + rows.getLong(1);
          if (!expected.equals(rows.getString(2))) {
            throw new AssertionError(expected + " is " + rows.getString(2));
          }
        }
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }
}
