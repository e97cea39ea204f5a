package org.coroutines4j.samples.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What has been accepted is written, whatever fails meanwhile. */
class OrdersTest {
  @Test
  void acceptedOrder_isWritten() throws Exception {
    try (Running running = Running.with()) {
      String id = running.writtenOrder();

      JsonObject order = new JsonObject(running.get("/orders/" + id).body());

      assertThat(order.getString("customer")).isEqualTo("Ada");
      assertThat(order.getInteger("quantity")).isEqualTo(2);
    }
  }

  /** A worker that failed after its commit writes again what has been written. */
  @Test
  void orderThatIsThere_isNotWrittenTwice() {
    try (Running running = Running.with()) {
      Orders orders = running.service().orders();
      Order first = new Order(UUID.randomUUID(), "Ada", "tea", 1, new BigDecimal("1.00"));
      Order second = new Order(UUID.randomUUID(), "Bob", "tea", 1, new BigDecimal("1.00"));

      orders.insert(List.of(first));
      orders.insert(List.of(first, second));

      assertThat(orders.count()).isEqualTo(2);
      assertThat(orders.find(first.id())).isEqualTo(first);
    }
  }

  @Test
  void fullQueue_refuses_andLosesNothing() throws Exception {
    try (Running running =
        Running.with("ORDERS_QUEUE", "5", "ORDERS_WORKERS", "1", "ORDERS_BATCH", "2")) {
      running.sql("ALTER TABLE orders RENAME TO away"); // so that no write succeeds
      List<String> accepted = new ArrayList<>();
      HttpResponse<String> response = running.post(Running.ORDER);
      while (response.statusCode() == 202) {
        accepted.add(new JsonObject(response.body()).getString("id"));
        response = running.post(Running.ORDER);
      }
      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.headers().firstValue("Retry-After")).isPresent();
      assertThat(accepted).hasSizeBetween(5, 7);

      running.sql("ALTER TABLE away RENAME TO orders");

      Running.until(() -> running.service().orders().count() == accepted.size());
      for (String id : accepted) {
        assertThat(running.get("/orders/" + id).statusCode()).isEqualTo(200);
      }
    }
  }

  @Test
  void endOfTheService_writesWhatWaits() throws Exception {
    long written;
    try (Running running = Running.with("ORDERS_BATCH", "3")) {
      running.sql("ALTER TABLE orders RENAME TO away"); // so that no write succeeds yet
      for (int i = 0; i < 40; i++) {
        assertThat(running.post(Running.ORDER).statusCode()).isEqualTo(202);
      }
      assertThat(running.service().intake().depth()).isPositive();
      CompletableFuture<Void> drained =
          CompletableFuture.runAsync(() -> running.service().drain(Duration.ofSeconds(60)));
      Running.until(() -> running.status("/health/ready") == 503);
      running.sql("ALTER TABLE away RENAME TO orders");
      drained.get();
      written = running.service().orders().count();
      assertThat(running.post(Running.ORDER).statusCode()).isEqualTo(503);
      assertThat(running.get("/health/ready").statusCode()).isEqualTo(503);
      assertThat(running.get("/health/live").statusCode()).isEqualTo(200);
    }
    assertThat(written).isEqualTo(40);
  }
}
