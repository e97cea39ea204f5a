package org.coroutines4j.samples.spring;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import org.springframework.core.io.ClassPathResource;

/** A database in a file whose table of orders takes its time for each row. */
public final class SlowTable {
  /** The variable with the milliseconds for a row. */
  static final String MILLIS = "SLOW_TABLE_MILLIS";

  private static final long MILLIS_A_ROW =
      Long.parseLong(System.getenv().getOrDefault(MILLIS, "10"));

  private SlowTable() {}

  /** Takes its time. The database calls it. */
  public static boolean nap() throws InterruptedException {
    Thread.sleep(MILLIS_A_ROW);
    return true;
  }

  static void create(String url) throws Exception {
    String schema = new ClassPathResource("schema.sql").getContentAsString(StandardCharsets.UTF_8);
    try (Connection connection = DriverManager.getConnection(url, "sa", "");
        Statement statement = connection.createStatement()) {
      statement.execute(schema);
      statement.execute("CREATE ALIAS nap FOR '" + SlowTable.class.getName() + ".nap'");
      statement.execute("ALTER TABLE orders ADD CONSTRAINT slow CHECK (nap())");
    }
  }

  /** Returns the ids of all orders. */
  static Set<String> ids(String url) throws SQLException {
    Set<String> ids = new HashSet<>();
    try (Connection connection = DriverManager.getConnection(url, "sa", "");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id FROM orders")) {
      while (rows.next()) {
        ids.add(rows.getString(1));
      }
    }
    return ids;
  }
}
