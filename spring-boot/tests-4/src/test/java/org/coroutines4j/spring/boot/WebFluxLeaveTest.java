package org.coroutines4j.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Guards that the work of each client that leaves ends. A client of a flow leaves after the answer
 * has begun: before that, WebFlux itself sometimes forgets the subscription, also that of a Flux.
 */
class WebFluxLeaveTest {
  private static final int CLIENTS = 200;

  @Test
  void clients_thatLeaveAtAnyMoment_endTheirWork() throws Exception {
    try (ConfigurableApplicationContext context =
        Stack.WEBFLUX.start(
            ItemApplication.class, "spring.lifecycle.timeout-per-shutdown-phase=1s")) {
      Client client = new Client(Stack.port(context));
      ItemController controller = context.getBean(ItemController.class);
      for (int i = 0; i < CLIENTS; i++) {
        boolean flow = i % 2 == 0;
        try (Socket socket = client.open(flow ? "/wait/sse" : "/wait/task")) {
          if (flow) {
            assertThat(socket.getInputStream().read()).isPositive();
          }
          TimeUnit.MICROSECONDS.sleep(i * 100L % 10_000);
        }
      }
      Thread.sleep(200); // requests that were sent just before their client left
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (controller.open.get() > 0 && System.nanoTime() < end) {
        Thread.sleep(10);
      }
      assertThat(controller.open).hasValue(0);
    }
  }
}
