package org.coroutines4j.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Guards what controllers may return and accept with Spring MVC on Tomcat. */
class MvcValuesTest extends WebValues {
  MvcValuesTest() {
    super(Stack.MVC);
  }

  @Test
  void typeOfAnotherLibrary_isStillKnown() throws Exception {
    Later.register();
    assertThat(client.get("/later").body()).isEqualTo("[{\"id\":3}]");
  }

  @Test
  void client_thatSendsItsNextRequestAhead_getsBothAnswers() throws Exception {
    try (Socket socket = client.open("/task/slow")) {
      String next = "GET /task HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(next.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      String both = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(both).contains("{\"id\":7}").contains("{\"id\":1}");
    }
  }
}
