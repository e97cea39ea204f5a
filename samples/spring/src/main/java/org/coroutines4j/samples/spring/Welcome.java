package org.coroutines4j.samples.spring;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Prints commands to try when the shop is open. */
@Component
class Welcome {
  private static final String TEXT =
      """
      shop: http://localhost:PORT (end it with Ctrl-C). Try:
        curl -u ada:lovelace localhost:PORT/quote/tea
        curl -u ada:lovelace localhost:PORT/orders --json '{"item": "tea", "quantity": 2}'
        curl -u ada:lovelace localhost:PORT/orders/ID
        curl -u ada:lovelace -N localhost:PORT/prices
        curl -u ada:lovelace -H 'Accept: text/plain' localhost:PORT/actuator/tasks
        curl -u ada:lovelace localhost:PORT/actuator/prometheus
        curl localhost:PORT/actuator/health
      """;

  @EventListener
  void ready(ApplicationReadyEvent event) {
    if (event.getApplicationContext() instanceof WebServerApplicationContext context
        && context.getWebServer() != null) {
      System.out.print(TEXT.replace("PORT", "" + context.getWebServer().getPort()));
    }
  }
}
