package org.coroutines4j.samples.fetch.server;

import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.delay;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The hundred pages. Their handlers are plain code that waits where the page is slow. */
final class DemoPages {
  private static final int COUNT = 100;

  private DemoPages() {}

  /** Returns the handler of each path. */
  static Map<String, HttpHandler> all() {
    Map<String, HttpHandler> pages = new LinkedHashMap<>();
    for (int n = 1; n <= COUNT; n++) {
      add(n, pages);
    }
    return pages;
  }

  private static void add(int n, Map<String, HttpHandler> pages) {
    int size = n * 1_000;
    if (n == 7) {
      pages.put("/hanging/" + n, exchange -> delay(ChronoUnit.FOREVER.getDuration()));
    } else if (n == 42) {
      pages.put("/failing-twice/" + n, failingTwice(size));
    } else {
      switch (n % 20) {
        case 0 -> pages.put("/failing/" + n, exchange -> exchange.sendResponseHeaders(500, -1));
        case 3 -> pages.put("/missing/" + n, exchange -> exchange.sendResponseHeaders(404, -1));
        case 10 -> pages.put("/broken-off/" + n, DemoPages::breakOff);
        case 1, 8, 15 -> pages.put("/slow/" + n, exchange -> sendSlowly(exchange, n, size));
        default -> pages.put("/quick/" + n, exchange -> send(exchange, size));
      }
    }
  }

  private static HttpHandler failingTwice(int size) {
    AtomicInteger requests = new AtomicInteger();
    return exchange -> {
      if (requests.incrementAndGet() <= 2) {
        exchange.sendResponseHeaders(503, -1);
      } else {
        send(exchange, size);
      }
    };
  }

  /** Promises more than it sends: the server closes the connection in the middle of the body. */
  private static void breakOff(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 10_000);
    exchange.getResponseBody().write(new byte[4_000]);
    exchange.getResponseBody().flush();
  }

  private static void sendSlowly(HttpExchange exchange, int n, int size) throws IOException {
    delay(ofMillis(300 + 5 * n));
    send(exchange, size);
  }

  private static void send(HttpExchange exchange, int size) throws IOException {
    exchange.sendResponseHeaders(200, size);
    exchange.getResponseBody().write(new byte[size]);
  }
}
