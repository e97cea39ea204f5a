package org.coroutines4j.samples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Guards what an operator sees: metrics, health and tasks; and that a stranger sees little. */
class OperationsTest {
  private static Shop shop;

  @BeforeAll
  static void open() {
    shop = Shop.with();
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @Test
  void stranger_seesTheHealthOnly() throws Exception {
    for (String path :
        new String[] {
          "/quote/tea", "/orders/1", "/prices", "/actuator/tasks", "/actuator/metrics"
        }) {
      assertThat(shop.client.getAsStranger(path).statusCode()).as(path).isEqualTo(401);
    }
    assertThat(shop.client.getAsStranger("/actuator/health").body())
        .contains("\"status\":\"UP\"")
        .doesNotContain("orderScope");
  }

  @Test
  void metrics_haveTheScopesAndTheQueue() throws Exception {
    assertThat(shop.client.get("/actuator/prometheus").body())
        .contains("coroutines4j_scope_active_tasks{name=\"orderScope\"} 2.0")
        .contains("coroutines4j_scope_open{name=\"applicationScope\"} 1.0")
        .contains("coroutines4j_queue_capacity_items{name=\"orders\"} 1000.0")
        .contains("coroutines4j_queue_size_items{name=\"orders\"} 0.0");
  }

  @Test
  void health_hasTheScopes() throws Exception {
    assertThat(shop.client.get("/actuator/health").body())
        .contains("\"coroutines\"", "\"orderScope\"", "\"applicationScope\"");
  }

  @Test
  void tasks_areShown_withWhatTheyWaitFor() throws Exception {
    assertThat(shop.client.get("/actuator/tasks").body()).contains("\"worker 1\"", "\"worker 2\"");
  }
}
