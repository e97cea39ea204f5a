package org.coroutines4j.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.coroutines4j.ServiceScope;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Guards what the actuator shows of tasks and scopes. */
class ActuatorTest {
  @Test
  void tasks_areNotShown_untilTheyAreExposed() throws Exception {
    try (ConfigurableApplicationContext context = Stack.MVC.start(ItemApplication.class)) {
      Client client = new Client(Stack.port(context));
      assertThat(client.get("/actuator/tasks").statusCode()).isEqualTo(404);
      assertThat(client.get("/actuator/health").body())
          .contains("\"status\":\"UP\"")
          .doesNotContain("coroutines");
    }
  }

  @Test
  void tasksHealthAndMeters_areShown_whenExposed() throws Exception {
    try (ConfigurableApplicationContext context =
        Stack.MVC.start(
            ItemApplication.class,
            "coroutines4j.scope.name=shop",
            "coroutines4j.scope.drain=0s",
            "management.endpoints.web.exposure.include=*",
            "management.endpoint.health.show-details=always")) {
      Client client = new Client(Stack.port(context));
      ServiceScope scope = context.getBean(ServiceScope.class);
      var sleeper = scope.named("sleeper").launch(() -> org.coroutines4j.Async.awaitCancellation());
      HttpResponse<String> json = client.get("/actuator/tasks", "application/json");
      assertThat(json.headers().firstValue("content-type").orElse("")).contains("json");
      assertThat(json.body()).startsWith("[{").contains("\"name\":\"sleeper\"", "\"shop\"");
      HttpResponse<String> text = client.get("/actuator/tasks", "text/plain");
      assertThat(text.headers().firstValue("content-type").orElse("")).contains("text/plain");
      assertThat(text.body()).contains("sleeper").doesNotStartWith("[");
      assertThat(client.get("/actuator/health").body())
          .contains("\"coroutines\":{")
          .containsPattern("\"applicationScope\":\\{[^}]*\"active\":1");
      assertThat(client.get("/actuator/metrics").body()).contains("coroutines");
      sleeper.cancel();
      scope.close();
      assertThat(client.get("/actuator/health").statusCode()).isEqualTo(503);
    }
  }
}
