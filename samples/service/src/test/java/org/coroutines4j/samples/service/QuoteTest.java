package org.coroutines4j.samples.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A quote asks three backends, and ends with its deadline or its client. */
class QuoteTest {
  @Test
  void quote_ofBackendsThatAnswer_isComplete() throws Exception {
    try (Running running = Running.with("ORDERS_DEADLINE_MS", "20000")) {
      String id = running.writtenOrder();

      HttpResponse<String> response = running.get("/orders/" + id + "/quote");

      assertThat(response.statusCode()).isEqualTo(200);
      JsonObject quote = new JsonObject(response.body());
      assertThat(quote.getBoolean("complete")).isTrue();
      assertThat(quote.getJsonObject("order").getString("amount")).isEqualTo("12.50");
      assertThat(quote.getJsonObject("price").getInteger("cents")).isEqualTo(1250);
      assertThat(quote.getJsonObject("stock").getInteger("available")).isPositive();
      assertThat(quote.getJsonObject("shipping").getInteger("days")).isEqualTo(3);
    }
  }

  @Test
  void backendThatFails_isAskedAgain() throws Exception {
    try (Running running = Running.with("ORDERS_DEADLINE_MS", "5000")) {
      String id = running.writtenOrder();
      for (int i = 0; i < 5; i++) { // each third answer is a failure
        JsonObject quote = new JsonObject(running.get("/orders/" + id + "/quote").body());
        assertThat(quote.getJsonObject("stock")).isNotNull();
      }
      assertThat(running.service().demo().failures()).isPositive();
    }
  }

  @Test
  void backendThatHangs_isMissingAtTheDeadline_andItsCallEnds() throws Exception {
    try (Running running = Running.with("ORDERS_DEADLINE_MS", "3000")) {
      String id = running.writtenOrder();
      running.service().demo().hang("shipping", true);
      long begin = System.nanoTime();

      JsonObject quote = new JsonObject(running.get("/orders/" + id + "/quote").body());

      assertThat(Running.since(begin)).isGreaterThanOrEqualTo(Duration.ofMillis(2995));
      assertThat(quote.getBoolean("complete")).isFalse();
      assertThat(quote.getJsonObject("missing").getString("shipping"))
          .isEqualTo("no answer within 3000 ms");
      assertThat(quote.getJsonObject("price").getInteger("cents")).isEqualTo(1250);
      running.untilIdle();
      assertThat(running.get("/metrics").body()).contains("orders_timeouts_total{of=\"shipping\"}");
    }
  }

  @Test
  void backendsThatAreDown_areMissing_andTheReasonIsTold() throws Exception {
    String nowhere = "http://127.0.0.1:" + Running.freePort();
    try (Running running =
        Running.with("ORDERS_BACKENDS_URL", nowhere, "ORDERS_DEADLINE_MS", "20000")) {
      String id = running.writtenOrder();

      JsonObject quote = new JsonObject(running.get("/orders/" + id + "/quote").body());

      assertThat(quote.getBoolean("complete")).isFalse();
      assertThat(quote.getJsonObject("missing").getMap())
          .containsOnlyKeys(Backends.NAMES)
          .containsValue("java.net.ConnectException");
    }
  }

  @Test
  void slowDatabase_isStoppedAtTheDeadline() throws Exception {
    try (Running running = Running.with("ORDERS_DEADLINE_MS", "200")) {
      String id = running.writtenOrder();
      running.makeTheTableSlow();

      HttpResponse<String> response = running.get("/orders/" + id + "/quote");

      assertThat(response.statusCode()).isEqualTo(504);
      assertThat(response.body()).contains("did not answer in time");
      running.untilIdle();
    }
  }

  @Test
  void clientThatGoesAway_stopsTheStatement() throws Exception {
    try (Running running = Running.with("ORDERS_DEADLINE_MS", "600000")) {
      String id = running.writtenOrder();
      running.makeTheTableSlow();

      Socket client = running.ask("/orders/" + id + "/quote");
      Running.until(() -> running.service().database().runningStatements() == 1);
      client.close();

      running.untilIdle();
      assertThat(running.get("/metrics").body()).contains("orders_cancellations_total");
    }
  }

  @Test
  void clientThatGoesAway_stopsTheCalls() throws Exception {
    try (Running running = Running.with("ORDERS_DEADLINE_MS", "600000")) {
      String id = running.writtenOrder();
      for (String backend : Backends.NAMES) {
        running.service().demo().hang(backend, true);
      }

      Socket client = running.ask("/orders/" + id + "/quote");
      Running.until(() -> running.service().demo().running() == 3);
      client.close();

      running.untilIdle();
    }
  }

  @Test
  void unknownOrder_isNotFound() throws Exception {
    try (Running running = Running.with()) {
      HttpResponse<String> response = running.get("/orders/" + UUID.randomUUID() + "/quote");

      assertThat(response.statusCode()).isEqualTo(404);
    }
  }
}
