package org.coroutines4j.samples.fetch.server;

import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.delay;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.coroutines4j.samples.fetch.server.Meant.Bad;
import org.coroutines4j.samples.fetch.server.Meant.Good;

/** The hundred pages. Their handlers are plain code that waits where the page is slow. */
final class DemoPages {
  private static final int COUNT = 100;

  private DemoPages() {}

  static List<DemoPage> all() {
    return IntStream.rangeClosed(1, COUNT).mapToObj(DemoPages::page).toList();
  }

  private static DemoPage page(int n) {
    if (n == 7) {
      return hanging(n);
    }
    if (n == 42) {
      return failingTwice(n);
    }
    return switch (n % 20) {
      case 0 -> failing(n);
      case 3 -> missing(n);
      case 10 -> brokenOff(n);
      case 1, 8, 15 -> slow(n);
      default -> quick(n);
    };
  }

  private static DemoPage quick(int n) {
    int size = n * 1_000;
    return new DemoPage("/quick/" + n, new Good(size), exchange -> send(exchange, size));
  }

  private static DemoPage slow(int n) {
    int size = n * 1_000;
    return new DemoPage(
        "/slow/" + n,
        new Good(size),
        exchange -> {
          delay(ofMillis(300 + 5 * n));
          send(exchange, size);
        });
  }

  private static DemoPage missing(int n) {
    return new DemoPage(
        "/missing/" + n, new Bad(404, "404"), exchange -> exchange.sendResponseHeaders(404, -1));
  }

  private static DemoPage failing(int n) {
    return new DemoPage(
        "/failing/" + n, new Bad(500, "500"), exchange -> exchange.sendResponseHeaders(500, -1));
  }

  private static DemoPage failingTwice(int n) {
    int size = n * 1_000;
    AtomicInteger requests = new AtomicInteger();
    return new DemoPage(
        "/failing-twice/" + n,
        new Good(size),
        exchange -> {
          if (requests.incrementAndGet() <= 2) {
            exchange.sendResponseHeaders(503, -1);
          } else {
            send(exchange, size);
          }
        });
  }

  /** Promises more than it sends: the server closes the connection in the middle of the body. */
  private static DemoPage brokenOff(int n) {
    return new DemoPage(
        "/broken-off/" + n,
        new Bad(200, "received"),
        exchange -> {
          exchange.sendResponseHeaders(200, 10_000);
          exchange.getResponseBody().write(new byte[4_000]);
          exchange.getResponseBody().flush();
        });
  }

  private static DemoPage hanging(int n) {
    return new DemoPage(
        "/hanging/" + n,
        new Bad(0, "timed out"),
        exchange -> delay(ChronoUnit.FOREVER.getDuration()));
  }

  private static void send(HttpExchange exchange, int size) throws IOException {
    exchange.sendResponseHeaders(200, size);
    exchange.getResponseBody().write(new byte[size]);
  }
}
