package org.coroutines4j.samples.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.run;

import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Guards that each accepted order is written once, and that a full queue refuses orders. */
class OrdersTest {
  private static final int CLIENTS = 5;
  private static final int ORDERS_OF_EACH = 40;

  @Test
  void orders_ofManyClients_areWrittenOnce() throws Exception {
    try (Shop shop = Shop.with("logging.level.root=warn")) {
      AtomicInteger accepted = new AtomicInteger();
      run(
          scope -> {
            for (int i = 0; i < CLIENTS; i++) {
              scope.launch(() -> orderOften(shop.client, accepted));
            }
          });
      Shop.until("all orders are done", () -> shop.bean(OrderIntake.class).size() == 0);

      assertThat(accepted).hasValue(CLIENTS * ORDERS_OF_EACH);
      assertThat(shop.bean(OrderStore.class).count()).isEqualTo(accepted.get());
      assertThat(shop.bean(OrderStore.class).sold()).isEqualTo(2 * accepted.get());
    }
  }

  private static void orderOften(Client client, AtomicInteger accepted) throws Exception {
    for (int i = 0; i < ORDERS_OF_EACH; i++) {
      HttpResponse<String> answer = client.order(Client.ORDER);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
      accepted.incrementAndGet();
    }
  }

  @Test
  void order_whenTheQueueIsFull_isRefused() throws Exception {
    try (Shop shop = Shop.with("shop.queue=2", "shop.workers=1")) {
      JdbcTemplate jdbc = shop.bean(JdbcTemplate.class);
      jdbc.update("insert into sales (item, quantity) values ('tea', 0)");
      int accepted = shop.bean(TransactionTemplate.class).execute(lock -> fill(shop.client, jdbc));
      Shop.until("all orders are done", () -> shop.bean(OrderIntake.class).size() == 0);

      assertThat(accepted).isBetween(2, 3); // two in the queue, one in the hand of the worker
      assertThat(shop.bean(OrderStore.class).count()).isEqualTo(accepted);
    }
  }

  /** Locks the row that the worker needs, and orders until the queue is full. */
  private static Integer fill(Client client, JdbcTemplate jdbc) {
    jdbc.update("update sales set quantity = quantity where item = 'tea'");
    try {
      int accepted = 0;
      HttpResponse<String> answer = client.order(Client.ORDER);
      while (answer.statusCode() == 202) {
        assertThat(client.get("/orders/" + Client.id(answer)).body()).contains("\"done\":false");
        accepted++;
        answer = client.order(Client.ORDER);
      }
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).contains("1");
      return accepted;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void order_isShownWhenItIsDone() throws Exception {
    try (Shop shop = Shop.with()) {
      String id = Client.id(shop.client.order(Client.ORDER));
      Shop.until("the order is done", () -> shop.bean(OrderIntake.class).size() == 0);

      assertThat(shop.client.get("/orders/" + id).body())
          .contains(id, "\"customer\":\"ada\"", "\"quantity\":2", "\"done\":true");
    }
  }

  @Test
  void order_thatIsWrongOrUnknown_isAnError() throws Exception {
    try (Shop shop = Shop.with()) {
      assertThat(shop.client.order("{\"item\": \"tea\"}").statusCode()).isEqualTo(400);
      assertThat(shop.client.order("{\"quantity\": 1}").statusCode()).isEqualTo(400);
      assertThat(shop.client.get("/orders/00000000-0000-0000-0000-000000000000").statusCode())
          .isEqualTo(404);
    }
  }
}
