package org.coroutines4j.samples.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.await;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.run;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.TaskScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Three times as many orders as the workers can write, together with quotes and look-ups, at a
 * steady pace; then a backend hangs. {@code -Dload.seconds=60} makes it last a minute.
 */
@Timeout(400)
@EnabledIfSystemProperty(
    named = "load.seconds",
    matches = "[1-9]\\d*",
    disabledReason = "it measures times, and needs the machine for itself")
class LoadTest {
  private static final int SECONDS = Integer.getInteger("load.seconds", 0);
  private static final int DEADLINE_MILLIS = 400;

  /** Three times what two workers can write; see {@link SlowTable}. */
  private static final int ORDERS_PER_SECOND = 600;

  private static final int QUOTES_PER_SECOND = 40;
  private static final int LOOKS_PER_SECOND = 100;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<Integer, AtomicInteger> orders = new ConcurrentHashMap<>();
  private final Map<Integer, AtomicInteger> quotes = new ConcurrentHashMap<>();
  private final Map<Integer, AtomicInteger> looks = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Duration> quoteTimes = new ConcurrentLinkedQueue<>();

  @Test
  void steadyLoad_isServedOrRefused_inTime_andLeavesNothing() throws Exception {
    try (Running running =
        Running.with(
            "ORDERS_DEADLINE_MS",
            "" + DEADLINE_MILLIS,
            "ORDERS_QUEUE",
            "100",
            "ORDERS_BATCH",
            "10")) {
      running.sql("CREATE ALIAS nap FOR '" + SlowTable.class.getName() + ".nap'");
      running.sql("ALTER TABLE orders ADD CONSTRAINT slow CHECK (nap())");
      String id = running.writtenOrder();
      load(running, id, 2); // classes are loaded, code is compiled
      clear();

      load(running, id, SECONDS);
      assertServed();
      long memory = usedMemory();
      int looksBefore = count(looks, 200);
      int acceptedBefore = count(orders, 202);
      clear();

      running.service().demo().hang("stock", true);
      load(running, id, SECONDS);
      assertServed();
      assertThat(count(looks, 200)).isGreaterThan(looksBefore * 8 / 10);
      assertThat(count(orders, 202)).isGreaterThan(acceptedBefore * 8 / 10);
      running.service().demo().hang("stock", false);

      Running.until(() -> running.service().intake().depth() == 0);
      running.untilIdle();
      assertThat(usedMemory()).isLessThan(memory + 20_000_000);
    }
  }

  private void assertServed() {
    assertThat(orders.keySet()).containsExactlyInAnyOrder(202, 503);
    assertThat(quotes.keySet()).containsExactly(200);
    assertThat(looks.keySet()).containsExactly(200);
    List<Duration> sorted = quoteTimes.stream().sorted().toList();
    assertThat(sorted.get(sorted.size() * 99 / 100))
        .isLessThan(Duration.ofMillis(DEADLINE_MILLIS * 11 / 10));
  }

  private void clear() {
    List.of(orders, quotes, looks).forEach(Map::clear);
    quoteTimes.clear();
  }

  private static int count(Map<Integer, AtomicInteger> results, int status) {
    AtomicInteger count = results.get(status);
    return count == null ? 0 : count.get();
  }

  private static long usedMemory() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private void load(Running running, String id, int seconds) {
    HttpRequest order =
        HttpRequest.newBuilder(running.uri("/orders"))
            .POST(BodyPublishers.ofString(Running.ORDER))
            .build();
    HttpRequest quote = HttpRequest.newBuilder(running.uri("/orders/" + id + "/quote")).build();
    HttpRequest look = HttpRequest.newBuilder(running.uri("/orders/" + id)).build();
    run(
        scope -> {
          scope.launch(() -> pace(scope, ORDERS_PER_SECOND, seconds, () -> send(order, orders)));
          scope.launch(() -> pace(scope, LOOKS_PER_SECOND, seconds, () -> send(look, looks)));
          scope.launch(
              () ->
                  pace(
                      scope,
                      QUOTES_PER_SECOND,
                      seconds,
                      () -> {
                        long begin = System.nanoTime();
                        send(quote, quotes);
                        quoteTimes.add(Running.since(begin));
                      }));
        });
  }

  /** Begins one after the other at a steady pace, whether earlier ones have ended or not. */
  private static void pace(TaskScope scope, int perSecond, int seconds, Runnable request) {
    long begin = System.nanoTime();
    for (int i = 0; i < perSecond * seconds; i++) {
      delay(Duration.ofNanos(begin + i * 1_000_000_000L / perSecond - System.nanoTime()));
      scope.launch(request::run);
    }
  }

  private void send(HttpRequest request, Map<Integer, AtomicInteger> results) {
    HttpResponse<String> response = await(http.sendAsync(request, BodyHandlers.ofString()));
    results.computeIfAbsent(response.statusCode(), status -> new AtomicInteger()).incrementAndGet();
  }
}
