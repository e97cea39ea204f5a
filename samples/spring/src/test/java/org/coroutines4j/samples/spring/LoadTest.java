package org.coroutines4j.samples.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.run;

import java.io.BufferedReader;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.Diagnostics;
import org.coroutines4j.spring.web.OpenStreams;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Guards that the shop under load answers or refuses everything, and keeps nothing open. */
@Tag("full")
@Timeout(180)
class LoadTest {
  private static final int ORDERERS = 8;
  private static final int ORDERS_OF_EACH = 60;
  private static final int ASKERS = 16;
  private static final int QUOTES_OF_EACH = 8;
  private static final int LISTENERS = 20;
  private static final int VISITS_OF_EACH = 2;

  private final Map<Integer, AtomicInteger> orders = new ConcurrentHashMap<>();
  private final Map<Integer, AtomicInteger> quotes = new ConcurrentHashMap<>();
  private final AtomicInteger prices = new AtomicInteger();

  @Test
  void load_isAnsweredOrRefused_andLeavesNothingOpen() throws Exception {
    try (Shop shop =
        Shop.with("shop.queue=50", "shop.price-every=50ms", "logging.level.root=warn")) {
      long before = Diagnostics.dump().lines().count();
      run(
          scope -> {
            for (int i = 0; i < ORDERERS; i++) {
              scope.launch(() -> orderOften(shop.client));
            }
            for (int i = 0; i < ASKERS; i++) {
              scope.launch(() -> askOften(shop.client));
            }
            for (int i = 0; i < LISTENERS; i++) {
              scope.launch(() -> listenOften(shop.client));
            }
          });
      System.out.printf("orders %s, quotes %s, prices %s%n", orders, quotes, prices);

      assertThat(orders.keySet()).contains(202).isSubsetOf(202, 503);
      assertThat(quotes.keySet()).containsExactly(200);
      assertThat(prices.get()).isGreaterThanOrEqualTo(LISTENERS * VISITS_OF_EACH);
      Shop.until("all orders are done", () -> shop.bean(OrderIntake.class).size() == 0);
      assertThat(shop.bean(OrderStore.class).count()).isEqualTo(orders.get(202).get());
      Shop.until("no client listens", () -> shop.bean(PriceFeed.class).listeners() == 0);
      Shop.until("no flow is collected", () -> shop.bean(OpenStreams.class).size() == 0);
      Shop.until("no call runs", () -> shop.bean(Backends.class).running() == 0);
      Shop.until("the tasks are as before", () -> Diagnostics.dump().lines().count() <= before);
    }
  }

  private static void count(Map<Integer, AtomicInteger> answers, int status) {
    answers.computeIfAbsent(status, each -> new AtomicInteger()).incrementAndGet();
  }

  private void orderOften(Client client) throws Exception {
    for (int i = 0; i < ORDERS_OF_EACH; i++) {
      count(orders, client.order(Client.ORDER).statusCode());
    }
  }

  private void askOften(Client client) throws Exception {
    for (int i = 0; i < QUOTES_OF_EACH; i++) {
      count(quotes, client.get("/quote/tea").statusCode());
    }
  }

  /** Listens for a while, and leaves without a word, again and again. */
  private void listenOften(Client client) throws Exception {
    for (int i = 0; i < VISITS_OF_EACH; i++) {
      try (Socket socket = client.open("/prices")) {
        BufferedReader lines = Client.lines(socket);
        for (int read = 0; read < 3; ) {
          if (lines.readLine().startsWith("data:")) {
            prices.incrementAndGet();
            read++;
          }
        }
      }
    }
  }
}
