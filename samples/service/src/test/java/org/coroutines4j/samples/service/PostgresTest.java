package org.coroutines4j.samples.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same on a PostgreSQL server: that of the JDBC URL {@code ORDERS_TEST_POSTGRES_URL}, which has
 * user and password, or one that is started for the test. Its tables are in a schema of their own.
 */
@Timeout(120)
@Tag("full")
class PostgresTest {
  private static final String SCHEMA = "orders_test";

  @TempDir static Path folder = Path.of("");

  private static @Nullable PostgresServer started;
  private static String server = "";

  @BeforeAll
  @Timeout(120)
  static void findOrStart() throws Exception {
    String given = System.getenv("ORDERS_TEST_POSTGRES_URL");
    if (given != null) {
      server = given;
    } else {
      started = PostgresServer.start(folder);
      server = started.url();
    }
  }

  @AfterAll
  static void stop() throws Exception {
    if (started != null) {
      started.stop();
    }
  }

  @BeforeEach
  void createSchema() throws SQLException {
    dropSchema();
    execute("CREATE SCHEMA " + SCHEMA);
  }

  @AfterEach
  void dropSchema() throws SQLException {
    execute("DROP SCHEMA IF EXISTS " + SCHEMA + " CASCADE");
  }

  private static Connection connect() throws SQLException {
    Properties defaults = new Properties();
    defaults.setProperty("user", "sa");
    return DriverManager.getConnection(server, defaults);
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Running start(String deadlineMillis) {
    String url = server + (server.contains("?") ? "&" : "?") + "currentSchema=" + SCHEMA;
    return Running.with("ORDERS_DATABASE_URL", url, "ORDERS_DEADLINE_MS", deadlineMillis);
  }

  @Test
  void ordersAndQuotes_areAsOnH2() throws Exception {
    try (Running running = start("20000")) {
      String id = running.writtenOrder();

      assertThat(running.get("/orders/" + id).body()).contains("\"amount\":\"12.50\"");
      assertThat(running.get("/orders/" + id + "/quote").statusCode()).isEqualTo(200);
      assertThat(running.get("/health/ready").statusCode()).isEqualTo(200);
      Order order = running.service().orders().find(UUID.fromString(id));
      running.service().orders().insert(List.of(order));
      assertThat(running.service().orders().count()).isEqualTo(1);
    }
  }

  @Test
  void clientsThatGoAway_stopTheirStatements_onTheServerToo() throws Exception {
    try (Running running = start("600000")) {
      String id = running.writtenOrder();
      hideTheTable("pg_sleep(600)");

      for (int i = 0; i < 20; i++) { // more often than there are connections
        Socket client = running.ask("/orders/" + id + "/quote");
        Running.until(() -> sleeping() == 1);
        client.close();
        Running.until(() -> sleeping() == 0);
      }
      running.untilIdle();
    }
  }

  /**
   * Cancels requests at about the moment at which they end. Their connection is reused immediately.
   */
  @Test
  void lateCancel_hitsNoOtherRequest() throws Exception {
    try (Running running = start("600000")) {
      String id = running.writtenOrder();
      hideTheTable("pg_sleep(0.01)");
      for (int i = 0; i < 100; i++) {
        Socket client = running.ask("/orders/" + id + "/quote");
        Thread.sleep(ThreadLocalRandom.current().nextInt(8, 16));
        client.close();
        HttpResponse<String> look = running.get("/orders/" + id);
        assertThat(look.statusCode()).as(look.body()).isEqualTo(200);
      }
      running.untilIdle();
    }
  }

  @Test
  void statementThatCannotBeCancelled_isCutOff() throws Exception {
    execute(
        "CREATE FUNCTION orders_test.stubborn() RETURNS int LANGUAGE plpgsql AS $$ BEGIN LOOP"
            + " BEGIN PERFORM pg_sleep(600); EXCEPTION WHEN query_canceled THEN NULL; END;"
            + " END LOOP; END $$");
    try (Running running = start("600000")) {
      String id = running.writtenOrder();
      hideTheTable("orders_test.stubborn()");
      Socket client = running.ask("/orders/" + id + "/quote");
      Running.until(() -> sleeping() == 1);

      client.close();

      running.untilIdle();
      assertThat(running.get("/health/ready").statusCode()).isEqualTo(200);
    } finally {
      execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE wait_event = 'PgSleep' AND query LIKE '%FROM orders%'");
    }
  }

  /** Behind a view of the same name, which calls {@code function} for each row. */
  private static void hideTheTable(String function) throws SQLException {
    execute("ALTER TABLE orders_test.orders RENAME TO all_orders");
    execute(
        "CREATE VIEW orders_test.orders AS SELECT a.* FROM orders_test.all_orders a, " + function);
  }

  /** How many statements wait in the server. */
  private static int sleeping() {
    String sql =
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND state = 'active'";
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getInt(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
