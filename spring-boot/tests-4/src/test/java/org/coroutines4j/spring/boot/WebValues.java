package org.coroutines4j.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.spring.boot.Polling.until;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.ConfigurableApplicationContext;

/** Guards what a controller may return and accept, by a real server and real sockets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WebValues {
  private final Stack stack;
  private ConfigurableApplicationContext context;
  Client client;
  private ItemController controller;

  WebValues(Stack stack) {
    this.stack = stack;
  }

  @BeforeAll
  void start() {
    context =
        stack.start(
            ItemApplication.class,
            "spring.lifecycle.timeout-per-shutdown-phase=1s",
            "coroutines4j.web.client-check-interval=20ms");
    client = new Client(Stack.port(context));
    controller = context.getBean(ItemController.class);
  }

  @AfterAll
  void stop() {
    context.close();
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String detail) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(answer.body()).contains(detail).doesNotContain("Exception");
  }

  @Test
  void task_isItsValue() throws Exception {
    HttpResponse<String> answer = client.get("/task");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"id\":1}");
  }

  @Test
  void task_ofNull_isAnEmptyAnswer() throws Exception {
    HttpResponse<String> answer = client.get("/task/null");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void task_withoutValue_isAnEmptyAnswer() throws Exception {
    HttpResponse<String> answer = client.get("/task/void");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void flow_isAJsonArray() throws Exception {
    assertThat(client.get("/flow").body()).isEqualTo("[{\"id\":1},{\"id\":2},{\"id\":3}]");
    assertThat(client.get("/flow/empty").body()).isEqualTo("[]");
  }

  @Test
  void flow_isEvents_andLines() throws Exception {
    assertThat(client.get("/flow/sse").body())
        .isEqualToIgnoringWhitespace("data:{\"id\":1} data:{\"id\":2} data:{\"id\":3}");
    assertThat(client.get("/flow/ndjson").body()).isEqualTo("{\"id\":1}\n{\"id\":2}\n{\"id\":3}\n");
  }

  @Test
  void requestBody_isAFlow() throws Exception {
    String array = "[{\"id\":1},{\"id\":2},{\"id\":3}]";
    assertThat(client.post("/sum/later", "application/json", array).body()).isEqualTo("6");
    HttpResponse<String> empty = client.post("/sum/later", "application/json", "[]");
    if (stack == Stack.MVC) {
      assertThat(empty.body()).isEqualTo("0");
    } else { // as for a Flux: an empty body is a missing one, unless it is marked as optional
      assertThat(empty.statusCode()).isEqualTo(400);
    }
    String lines = "{\"id\":1}\n{\"id\":2}\n\n{\"id\":4}";
    assertThat(client.post("/sum/later", "application/x-ndjson", lines).body()).isEqualTo("7");
  }

  @Test
  void requestBody_isATask() throws Exception {
    assertThat(client.post("/double", "application/json", "{\"id\":21}").body())
        .isEqualTo("{\"id\":42}");
  }

  @Test
  void requestBody_thatIsBroken_isABadRequest() throws Exception {
    assertThat(client.post("/sum/later", "application/json", "[{").statusCode()).isEqualTo(400);
    assertThat(client.post("/sum/later", "application/x-ndjson", "{\"id\":1}\n{").statusCode())
        .isEqualTo(400);
  }

  @Test
  void failure_reachesTheExceptionHandler() throws Exception {
    assertProblem(client.get("/fail/task"), 502, "broken task");
    assertProblem(client.get("/fail/first"), 502, "broken flow");
  }

  @Test
  void failure_afterTheFirstElement_cutsTheAnswer() {
    assertThatThrownBy(() -> client.get("/fail/later")).isInstanceOf(IOException.class);
  }

  @Test
  void requestBody_thatIsOptional_mayHaveNoElement() throws Exception {
    assertThat(client.post("/sum/optional", "application/json", "[]").body()).isEqualTo("0");
  }

  @Test
  void requestBody_ofATask_mustNotBeMissing() throws Exception {
    assertThat(client.post("/double", "application/json", "").statusCode()).isEqualTo(400);
  }

  @Test
  void timeout_isAProblemDetail() throws Exception {
    assertProblem(client.get("/late"), 504, "deadline");
  }

  @Test
  void cancellation_isAProblemDetail() throws Exception {
    assertProblem(client.get("/cancelled"), 503, "cancelled");
  }

  @Test
  void client_thatLeavesEvents_endsTheFlow() throws Exception {
    try (Socket socket = client.open("/wait/sse")) {
      assertThat(socket.getInputStream().read()).isPositive();
      until(() -> controller.open.get() == 1);
    }
    until(() -> controller.open.get() == 0);
  }

  @Test
  void client_thatLeavesATask_cancelsIt() throws Exception {
    try (Socket socket = client.open("/wait/task")) {
      until(() -> controller.open.get() == 1);
      socket.getOutputStream().flush();
    }
    until(() -> controller.open.get() == 0);
  }
}
