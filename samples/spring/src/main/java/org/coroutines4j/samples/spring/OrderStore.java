package org.coroutines4j.samples.spring;

// region imports
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

// endregion

/** Keeps orders, and the number of sold items, in the database. */
@Repository
class OrderStore {
  private final JdbcTemplate jdbc;
  private final TransactionTemplate transactions;

  OrderStore(JdbcTemplate jdbc, TransactionTemplate transactions) {
    this.jdbc = jdbc;
    this.transactions = transactions;
  }

  // region write
  /** Writes {@code order} once, and counts what was sold, in one transaction of this task. */
  void write(Order order) {
    transactions.executeWithoutResult(
        transaction -> {
          if (find(order.id()).isEmpty()) { // the answer to an earlier commit may be lost
            jdbc.update(
                "insert into orders (id, customer, item, quantity) values (?, ?, ?, ?)",
                order.id(),
                order.customer(),
                order.item(),
                order.quantity());
            addSales(order);
          }
        });
  }

  // endregion

  /** Counts what was sold. If two workers sell an item first, one of them tries again. */
  private void addSales(Order order) {
    int known =
        jdbc.update(
            "update sales set quantity = quantity + ? where item = ?",
            order.quantity(),
            order.item());
    if (known == 0) {
      jdbc.update(
          "insert into sales (item, quantity) values (?, ?)", order.item(), order.quantity());
    }
  }

  Optional<Order> find(UUID id) {
    List<Order> found =
        jdbc.query(
            "select customer, item, quantity from orders where id = ?",
            (row, number) ->
                new Order(
                    id, row.getString("customer"), row.getString("item"), row.getInt("quantity")),
            id);
    return found.stream().findFirst();
  }

  /** Returns how many orders have been written. */
  int count() {
    return one("select count(*) from orders");
  }

  /** Returns how many items have been sold. */
  int sold() {
    return one("select coalesce(sum(quantity), 0) from sales");
  }

  private int one(String sql) {
    Integer value = jdbc.queryForObject(sql, Integer.class);
    return value == null ? 0 : value;
  }
}
