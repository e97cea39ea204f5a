package org.coroutines4j.samples.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.await;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.run;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.coroutines4j.Async;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Three times as many orders as the workers can write, together with quotes and look-ups, at a
 * steady pace; then a backend hangs. With {@code -Dload.seconds=60} each of the two lasts a minute,
 * and times are looked at too, for which it needs the machine for itself.
 */
@Tag("full")
@Timeout(400)
class LoadTest {
  private static final int GIVEN_SECONDS = Integer.getInteger("load.seconds", 0);
  private static final boolean MEASURED = GIVEN_SECONDS > 0;
  private static final int SECONDS = MEASURED ? GIVEN_SECONDS : 3;
  private static final int DEADLINE_MILLIS = MEASURED ? 400 : 2000;
  private static final int SAMPLES = MEASURED ? 4 : 2;
  private static final long FLAT = 10_000_000;

  /** Three times what two workers can write; see {@link SlowTable}. */
  private static final int ORDERS_PER_SECOND = 600;

  private static final int QUOTES_PER_SECOND = 40;

  /** Each looks at an order again and again, so that slower answers are fewer. */
  private static final int BROWSERS = 4;

  private static final Duration PAUSE = Duration.ofMillis(20);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<Integer, AtomicInteger> orders = new ConcurrentHashMap<>();
  private final Map<Integer, AtomicInteger> quotes = new ConcurrentHashMap<>();
  private final Map<Integer, AtomicInteger> looks = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Duration> quoteTimes = new ConcurrentLinkedQueue<>();
  private final Footprint footprint = new Footprint();

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
      SlowTable.SQL.forEach(running::sql);
      String id = running.writtenOrder();
      load(running, id, 2); // classes are loaded, code is compiled
      settle(running);
      clear();
      footprint.begin();

      for (int i = 0; i < SAMPLES; i++) {
        load(running, id, SECONDS / (double) SAMPLES);
        settle(running);
        footprint.sample();
      }
      assertServed("steady");
      int looksBefore = count(looks, 200);
      int acceptedBefore = count(orders, 202);
      clear();

      running.service().demo().hang("stock", true);
      load(running, id, SECONDS);
      running.service().demo().hang("stock", false);
      settle(running);
      footprint.sample();
      assertServed("one hangs");
      if (MEASURED) {
        assertThat(count(looks, 200)).isBetween(looksBefore * 8 / 10, looksBefore * 12 / 10);
        assertThat(count(orders, 202)).isBetween(acceptedBefore * 8 / 10, acceptedBefore * 12 / 10);
      }
      System.out.println(footprint);
      if (MEASURED) { // otherwise connections of the last moments count, which are kept for a while
        assertThat(footprint.growth()).as(footprint.toString()).isLessThan(FLAT);
      }
      Running.until(() -> footprint.busyThreadsLeft() <= 0);
    }
  }

  /** Waits until all of it is over: requests, statements, connections, calls. */
  private static void settle(Running running) throws InterruptedException {
    Running.until(() -> running.service().intake().depth() == 0);
    running.untilIdle();
  }

  private void assertServed(String when) {
    List<Duration> sorted = quoteTimes.stream().sorted().toList();
    Duration p99 = sorted.get(sorted.size() * 99 / 100);
    System.out.printf(
        "%s: orders %s, quotes %s, p99 %d ms, looks %s%n",
        when, orders, quotes, p99.toMillis(), looks);
    assertThat(orders.keySet()).contains(202).isSubsetOf(202, 503);
    assertThat(quotes.keySet()).isSubsetOf(MEASURED ? Set.of(200) : Set.of(200, 504));
    assertThat(looks.keySet()).isSubsetOf(MEASURED ? Set.of(200) : Set.of(200, 504));
    if (MEASURED) {
      assertThat(orders.keySet()).contains(503);
      assertThat(p99).isLessThan(Duration.ofMillis(DEADLINE_MILLIS * 11 / 10));
    }
  }

  private void clear() {
    List.of(orders, quotes, looks).forEach(Map::clear);
    quoteTimes.clear();
  }

  private static int count(Map<Integer, AtomicInteger> results, int status) {
    AtomicInteger count = results.get(status);
    return count == null ? 0 : count.get();
  }

  private void load(Running running, String id, double seconds) {
    HttpRequest order =
        HttpRequest.newBuilder(running.uri("/orders"))
            .POST(BodyPublishers.ofString(Running.ORDER))
            .build();
    HttpRequest quote = HttpRequest.newBuilder(running.uri("/orders/" + id + "/quote")).build();
    HttpRequest look = HttpRequest.newBuilder(running.uri("/orders/" + id)).build();
    run(
        scope -> {
          scope.launch(() -> pace(ORDERS_PER_SECOND, seconds, () -> send(order, orders)));
          for (int i = 0; i < BROWSERS; i++) {
            scope.launch(() -> browse(seconds, look));
          }
          scope.launch(() -> pace(QUOTES_PER_SECOND, seconds, () -> sendAndTime(quote)));
        });
  }

  /** Begins one after the other at a steady pace, whether earlier ones have ended or not. */
  private void pace(int perSecond, double seconds, Supplier<CompletableFuture<?>> request) {
    List<CompletableFuture<?>> sent = new ArrayList<>();
    long begin = System.nanoTime();
    for (int i = 0; i < perSecond * seconds; i++) {
      delay(Duration.ofNanos(begin + i * 1_000_000_000L / perSecond - System.nanoTime()));
      sent.add(request.get());
      footprint.look();
    }
    sent.forEach(Async::await);
  }

  private void browse(double seconds, HttpRequest look) {
    long begin = System.nanoTime();
    while (Running.since(begin).toMillis() < seconds * 1000) {
      await(send(look, looks));
      delay(PAUSE);
    }
  }

  private CompletableFuture<?> sendAndTime(HttpRequest request) {
    long begin = System.nanoTime();
    return send(request, quotes).thenRun(() -> quoteTimes.add(Running.since(begin)));
  }

  /** Holds no thread meanwhile, so that the threads of the process are those of the service. */
  private CompletableFuture<Void> send(HttpRequest request, Map<Integer, AtomicInteger> results) {
    return http.sendAsync(request, BodyHandlers.discarding())
        .thenAccept(
            response ->
                results
                    .computeIfAbsent(response.statusCode(), status -> new AtomicInteger())
                    .incrementAndGet());
  }
}
