package org.coroutines4j.jdbc;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** The databases that the tests run on. */
enum Engine {
  H2_MEMORY(Queries.SLOW_IN_H2, "select session_id()"),
  H2_FILE(Queries.SLOW_IN_H2, "select session_id()"),
  POSTGRES("select pg_sleep(30)", "select pg_backend_pid()");

  private static final class Queries {
    static final String SLOW_IN_H2 =
        "select sum(a.x * b.x) from system_range(1, 1000000) a, system_range(1, 1000000) b";
  }

  private static final AtomicInteger NUMBERS = new AtomicInteger();

  /** A query that takes longer than any test waits. */
  final String slowQuery;

  /** A query for the number of the connection's session, which a new connection has not. */
  final String sessionNumber;

  Engine(String slowQuery, String sessionNumber) {
    this.slowQuery = slowQuery;
    this.sessionNumber = sessionNumber;
  }

  /** Returns the address of an empty database. Aborts the test if there is no server. */
  String url(Path folder) throws InterruptedException {
    return switch (this) {
      case H2_MEMORY -> "jdbc:h2:mem:test" + NUMBERS.incrementAndGet() + ";DB_CLOSE_DELAY=-1";
      case H2_FILE -> "jdbc:h2:file:" + folder.resolve("test" + NUMBERS.incrementAndGet());
      case POSTGRES -> PostgresServer.url();
    };
  }
}
