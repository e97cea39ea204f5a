package org.coroutines4j.samples.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each mistake of a client has its status and a message, and leaves nothing behind. */
class BadInputTest {
  @Test
  void wrongOrders_areRefused_andSayWhy() throws Exception {
    Map<String, String> wrong =
        Map.of(
            "{\"customer\": ",
            "no JSON object",
            "[1, 2]",
            "no JSON object",
            "",
            "empty",
            order("Ada", "tea", "0", "1"),
            "quantity must be a whole number from 1 to 1000",
            order("Ada", "tea", "1.5", "1"),
            "but is 1.5",
            order("Ada", "tea", "1", "-3"),
            "amount must be above 0",
            order("Ada", "tea", "1", "0.001"),
            "two decimals",
            order("Ada", "tea", "1", "\"1" + "0".repeat(9000) + "e-9000\""),
            "at most 1000000.00",
            order(" ", "tea", "1", "1"),
            "customer must be a text",
            order("Ada", "x".repeat(101), "1", "1"),
            "item must have at most 100 characters");
    try (Running running = Running.with()) {
      for (Map.Entry<String, String> each : wrong.entrySet()) {
        HttpResponse<String> response = running.post(each.getKey());
        assertThat(response.statusCode()).as(each.getKey()).isEqualTo(400);
        assertThat(new JsonObject(response.body()).getString("error"))
            .as(each.getKey())
            .contains(each.getValue());
      }
      running.untilIdle();
      assertThat(running.service().orders().count()).isZero();
    }
  }

  private static String order(String customer, String item, String quantity, String amount) {
    return "{\"customer\": \"%s\", \"item\": \"%s\", \"quantity\": %s, \"amount\": %s}"
        .formatted(customer, item, quantity, amount);
  }

  @Test
  void metacharactersOfSql_areOnlyText() throws Exception {
    try (Running running = Running.with()) {
      String item = "'; DROP TABLE orders; --";
      String id = new JsonObject(running.post(order("Ada", item, "1", "1")).body()).getString("id");
      Running.until(() -> running.service().orders().count() == 1);

      assertThat(new JsonObject(running.get("/orders/" + id).body()).getString("item"))
          .isEqualTo(item);
      HttpResponse<String> asked = running.get("/orders/1%27%20OR%20%271%27=%271");
      assertThat(asked.statusCode()).isEqualTo(400);
      assertThat(asked.body()).contains("an order has a UUID");
    }
  }

  @Test
  void wrongPathsMethodsAndSizes_haveTheirStatus() throws Exception {
    try (Running running = Running.with()) {
      assertThat(running.get("/nowhere").statusCode()).isEqualTo(404);
      assertThat(running.get("/orders").statusCode()).isEqualTo(405);
      try (Socket client = running.ask("/orders/%zz")) { // URI refuses it
        byte[] answer = client.getInputStream().readAllBytes();
        assertThat(new String(answer, StandardCharsets.US_ASCII))
            .contains("400", "X-Request-Id", "not a path of HTTP");
      }
      assertThat(running.post("x".repeat(20_000)).statusCode()).isEqualTo(413);
      running.untilIdle();
    }
  }
}
