package org.coroutines4j.samples.service;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** The table of orders. */
final class Orders {
  static final String TABLE =
      "CREATE TABLE IF NOT EXISTS orders (id UUID PRIMARY KEY, customer VARCHAR(100) NOT NULL,"
          + " item VARCHAR(100) NOT NULL, quantity INT NOT NULL, amount NUMERIC(12, 2) NOT NULL)";

  private final Database database;

  Orders(Database database) {
    this.database = database;
  }

  void createTable() {
    database.withStatement(TABLE, PreparedStatement::execute);
  }

  /** Writes all or none; an order that is there already stays as it is. */
  void insert(List<Order> batch) {
    database.withStatement(
        "INSERT INTO orders (id, customer, item, quantity, amount) VALUES (?, ?, ?, ?, ?)"
            + " ON CONFLICT DO NOTHING",
        statement -> {
          for (Order order : batch) {
            statement.setObject(1, order.id());
            statement.setString(2, order.customer());
            statement.setString(3, order.item());
            statement.setInt(4, order.quantity());
            statement.setBigDecimal(5, order.amount());
            statement.addBatch();
          }
          return statement.executeBatch();
        });
  }

  /** The order of that id; throws {@link UnknownOrder}. */
  Order find(UUID id) {
    return database.withStatement(
        "SELECT customer, item, quantity, amount FROM orders WHERE id = ?",
        statement -> {
          statement.setObject(1, id);
          try (ResultSet rows = statement.executeQuery()) {
            if (!rows.next()) {
              throw new UnknownOrder(id);
            }
            return order(id, rows);
          }
        });
  }

  private static Order order(UUID id, ResultSet row) throws SQLException {
    return new Order(
        id,
        row.getString("customer"),
        row.getString("item"),
        row.getInt("quantity"),
        row.getBigDecimal("amount"));
  }

  long count() {
    return database.withStatement(
        "SELECT count(*) FROM orders",
        statement -> {
          try (ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
          }
        });
  }
}
