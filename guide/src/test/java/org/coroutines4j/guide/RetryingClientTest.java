package org.coroutines4j.guide;

// region imports
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.await;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.retry;
import static org.coroutines4j.Async.withTimeout;
import static org.coroutines4j.testing.VirtualTime.runShuffled;
import static org.coroutines4j.testing.VirtualTime.runTest;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.coroutines4j.RetryPolicy;
import org.coroutines4j.Task;
import org.coroutines4j.TimeoutExceededException;
import org.junit.jupiter.api.Test;

// endregion

class RetryingClientTest {
  private int calls;

  private String get() {
    calls++;
    if (calls < 4) {
      throw new IllegalStateException("the server is away");
    }
    return "page";
  }

  // region first
  @Test
  void client_triesAgain_afterOneTwoAndFourSeconds() {
    runTest(
        test -> {
          RetryPolicy policy =
              RetryPolicy.maxAttempts(4).exponentialBackoff(ofSeconds(1), ofSeconds(60));
          Task<String> page = test.async(() -> retry(policy, this::get));

          assertThat(page.await()).isEqualTo("page");
          assertThat(test.clock().elapsed()).isEqualTo(ofSeconds(7)); // immediately, in real time
        });
  }

  // endregion

  // region clock
  @Test
  void timeout_comesAfterItsTime_notBefore() {
    runTest(
        test -> {
          Task<Void> limited =
              test.async(
                  () -> {
                    withTimeout(ofSeconds(5), () -> delay(ofSeconds(60)));
                    return null;
                  });
          test.clock().advanceBy(ofMillis(4_999));
          assertThat(limited.isDone()).isFalse();
          test.clock().advanceBy(ofMillis(1));
          assertThatThrownBy(limited::await).isInstanceOf(TimeoutExceededException.class);
        });
  }

  // endregion

  // region instants
  @Test
  void session_expires_afterHalfAnHour() {
    runTest(
        test -> {
          Clock clock = test.clock().withZone(ZoneOffset.UTC); // what the code under test is given
          Instant expiry = clock.instant().plus(Duration.ofMinutes(30));
          delay(Duration.ofMinutes(31));
          assertThat(clock.instant()).isAfter(expiry);
        });
  }

  // endregion

  // region external
  @Test
  void page_ofARealServer_comesBeforeTheTimeout() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> exchange.sendResponseHeaders(204, -1));
    server.start();
    try {
      URI page = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
      runTest(
          test -> {
            CompletableFuture<Integer> status =
                HttpClient.newHttpClient()
                    .sendAsync(HttpRequest.newBuilder(page).build(), BodyHandlers.discarding())
                    .thenApply(response -> response.statusCode());
            // while it is on its way, no time passes
            int code = withTimeout(ofSeconds(1), () -> await(test.external(status)));
            assertThat(code).isEqualTo(204);
            assertThat(test.clock().elapsed()).isZero();
          });
    } finally {
      server.stop(0);
    }
  }

  // endregion

  // region shuffled
  @Test
  void counter_isRight_inWhateverOrderTasksRun() {
    runShuffled(
        50,
        test -> {
          int[] counter = {0};
          List<Task<?>> tasks = new ArrayList<>();
          for (int i = 0; i < 10; i++) {
            tasks.add(
                test.launch(
                    () -> {
                      delay(ofMillis(1));
                      counter[0]++; // nothing else runs between two waits
                    }));
          }
          tasks.forEach(Task::join);
          assertThat(counter[0]).isEqualTo(10);
        });
  }

  // endregion
}
