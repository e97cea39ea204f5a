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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same on a PostgreSQL server: that of the JDBC URL {@code ORDERS_TEST_POSTGRES_URL}, which has
 * user and password, or one that is started for the test. Its tables are in a schema of their own.
 */
@Timeout(120)
class PostgresTest {
  private static final String SCHEMA = "orders_test";

  @TempDir static Path folder = Path.of("");

  private static @Nullable PostgresServer started;
  private static String server = "";

  @BeforeAll
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

  /** More of them than there are connections, and the next who asks is not hit by a late cancel. */
  @Test
  void clientsThatGoAway_stopTheirStatements_onTheServerToo() throws Exception {
    try (Running running = start("600000")) {
      String id = running.writtenOrder();
      execute("ALTER TABLE orders_test.orders RENAME TO all_orders");
      execute(
          "CREATE VIEW orders_test.orders AS"
              + " SELECT a.* FROM orders_test.all_orders a, pg_sleep(600)");
      for (int i = 0; i < 20; i++) {
        Socket client = running.ask("/orders/" + id + "/quote");
        Running.until(() -> sleeping() == 1);
        client.close();
        Running.until(() -> sleeping() == 0);
      }
      running.untilIdle();
      execute("DROP VIEW orders_test.orders");
      execute("ALTER TABLE orders_test.all_orders RENAME TO orders");

      for (int i = 0; i < 20; i++) {
        HttpResponse<String> look = running.get("/orders/" + id);
        assertThat(look.statusCode()).as(look.body()).isEqualTo(200);
      }
    }
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
