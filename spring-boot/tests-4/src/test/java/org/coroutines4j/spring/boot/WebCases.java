package org.coroutines4j.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootVersion;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Guards that the table of the guide shows what a client gets, in the column of this web stack and
 * this version of Spring Boot. With {@code -Dcoroutines4j.docs.update=true} it writes the column.
 */
abstract class WebCases {
  private static final Path PAGE = Path.of("../../docs/spring.md");
  private static final String BEGIN = "<!-- cases -->\n";
  private static final String END = "<!-- /cases -->";

  private final Stack stack;
  private final String name;

  WebCases(Stack stack, String name) {
    this.stack = stack;
    this.name = name;
  }

  private static String text(HttpResponse<String> answer) {
    String body =
        answer.headers().firstValue("content-type").orElse("").contains("problem")
            ? "a problem detail"
            : "`" + answer.body().strip().replaceAll("\\s+", " ") + "`";
    return answer.statusCode() + ", " + body;
  }

  private static String afterLeaving(
      Client client, ItemController controller, String path, boolean begun)
      throws IOException, InterruptedException {
    try (Socket socket = client.open(path)) {
      Polling.until(() -> controller.open.get() == 1);
      if (begun) {
        assertThat(socket.getInputStream().read()).isPositive();
      }
    }
    return Polling.within20Seconds(() -> controller.open.get() == 0) ? "cancelled" : "goes on";
  }

  private Map<String, String> observed() throws Exception {
    try (ConfigurableApplicationContext context =
        stack.start(
            ItemApplication.class,
            "spring.lifecycle.timeout-per-shutdown-phase=1s",
            "coroutines4j.web.client-check-interval=50ms")) {
      Client client = new Client(Stack.port(context));
      ItemController controller = context.getBean(ItemController.class);
      Map<String, String> cases = new LinkedHashMap<>();
      cases.put("a task, as JSON", text(client.get("/task")));
      cases.put("a flow, as JSON", text(client.get("/flow")));
      cases.put("a flow, as server-sent events", text(client.get("/flow/sse")));
      cases.put(
          "a flow as the request body",
          text(client.post("/sum/later", "application/json", "[{\"id\":1},{\"id\":2}]")));
      cases.put("a task that fails, with an `@ExceptionHandler`", text(client.get("/fail/task")));
      cases.put(
          "the client leaves server-sent events",
          afterLeaving(client, controller, "/wait/sse", true));
      cases.put("the client leaves a task", afterLeaving(client, controller, "/wait/task", false));
      cases.put("a task whose deadline passes", text(client.get("/late")));
      return cases;
    }
  }

  @Test
  void tableOfTheGuide_showsWhatTheClientGets() throws Exception {
    Map<String, String> cases = observed();
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    assertThat(begin).isGreaterThan(BEGIN.length()).isLessThan(end);
    String column =
        name + ", Boot " + SpringBootVersion.getVersion().replaceAll("(\\d+\\.\\d+).*", "$1");
    String expected = Table.parse(page.substring(begin, end)).with(column, cases).toString();
    if (Boolean.getBoolean("coroutines4j.docs.update")) {
      Files.writeString(PAGE, page.substring(0, begin) + expected + page.substring(end));
    } else {
      assertThat(page.substring(begin, end)).isEqualTo(expected);
    }
  }
}
