package org.coroutines4j.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.spring.boot.Polling.until;

import java.net.Socket;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Guards that work ends when its response times out, and when the server stops. */
class WebEndTest {
  @Test
  void asyncTimeout_cancelsTheTask() throws Exception {
    try (ConfigurableApplicationContext context =
        Stack.MVC.start(ItemApplication.class, "spring.mvc.async.request-timeout=300ms")) {
      HttpResponse<String> answer = new Client(Stack.port(context)).get("/wait/task");
      assertThat(answer.statusCode()).isEqualTo(503);
      until(() -> context.getBean(ItemController.class).open.get() == 0);
    }
  }

  @Test
  void stopOfTheServer_endsItsFlows() throws Exception {
    ConfigurableApplicationContext context =
        Stack.MVC.start(
            ItemApplication.class,
            "spring.lifecycle.timeout-per-shutdown-phase=1s",
            "spring.mvc.async.request-timeout=1h");
    ItemController controller = context.getBean(ItemController.class);
    try (Socket socket = new Client(Stack.port(context)).open("/wait/sse/silent")) {
      until(() -> controller.open.get() == 1);
      assertThat(socket.isConnected()).isTrue();
      context.close();
      until(() -> controller.open.get() == 0);
    }
  }
}
