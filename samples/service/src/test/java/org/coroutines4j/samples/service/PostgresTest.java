package org.coroutines4j.samples.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/**
 * The same on a PostgreSQL server: {@code ORDERS_TEST_POSTGRES_URL} is its JDBC URL, with user and
 * password. The tables of the test are dropped.
 */
class PostgresTest {
  @Test
  void ordersQuotesAndCancellation_asOnH2() throws Exception {
    String url = System.getenv("ORDERS_TEST_POSTGRES_URL");
    assumeTrue(url != null, "ORDERS_TEST_POSTGRES_URL is not set");
    try (Running running =
        Running.with("ORDERS_DATABASE_URL", url, "ORDERS_DEADLINE_MS", "600000")) {
      running.sql("DROP VIEW IF EXISTS orders_view");
      running.sql("DELETE FROM orders");
      String id = running.writtenOrder();
      assertThat(running.get("/orders/" + id + "/quote").statusCode()).isEqualTo(200);

      running.sql("ALTER TABLE orders RENAME TO all_orders");
      try {
        running.sql("CREATE VIEW orders AS SELECT a.* FROM all_orders a, pg_sleep(600)");
        try (Socket client = new Socket(running.uri("/").getHost(), running.uri("/").getPort())) {
          client
              .getOutputStream()
              .write(
                  ("GET /orders/" + id + "/quote HTTP/1.1\r\nHost: x\r\n\r\n")
                      .getBytes(StandardCharsets.US_ASCII));
          Running.until(() -> running.service().database().runningStatements() == 1);
        }
        running.untilIdle();
      } finally {
        running.sql("DROP VIEW IF EXISTS orders");
        running.sql("DROP TABLE all_orders");
      }
    }
  }
}
