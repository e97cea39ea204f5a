package org.coroutines4j.guide;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.Async.retry;
import static org.coroutines4j.Async.timeLeft;
import static org.coroutines4j.Async.withTimeout;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.RetryPolicy;
import org.coroutines4j.TimeoutExceededException;
import org.junit.jupiter.api.Test;

/** Guards that the timeout of a block, and not that of the HTTP client, ends a call. */
class HttpLimitsTest {
  private static final InetAddress LOCAL = InetAddress.getLoopbackAddress();

  private final HttpLimits http = new HttpLimits();

  @Test
  void serverThatHangs_endsEachCallByTheLimitOfTheBlock() throws IOException {
    AtomicInteger attempts = new AtomicInteger();
    RetryPolicy policy = RetryPolicy.maxAttempts(3).retryOn(IOException.class);
    try (ServerSocket silent = new ServerSocket(0, 100, LOCAL)) {
      URI page = page(silent.getLocalPort());
      for (int call = 1; call <= 40; call++) {
        assertThatThrownBy(
                () ->
                    retry(
                        policy,
                        () -> {
                          attempts.incrementAndGet();
                          return withTimeout(ofMillis(20), () -> http.get(page));
                        }))
            .isInstanceOf(TimeoutExceededException.class);
        assertThat(attempts).hasValue(call); // a timeout is no IOException: it is not retried
      }
    }
  }

  @Test
  void expiredBlock_throwsItsTimeout_notThatTheLimitIsZero() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 100, LOCAL)) {
      assertThatThrownBy(
              () ->
                  withTimeout(
                      ofMillis(1),
                      () -> {
                        spinUntilExpired();
                        return http.get(page(silent.getLocalPort()));
                      }))
          .isInstanceOf(TimeoutExceededException.class);
    }
  }

  @Test
  void codeWithoutALimit_getsThePage() throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(LOCAL, 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 4);
          exchange.getResponseBody().write(new byte[] {'p', 'a', 'g', 'e'});
          exchange.close();
        });
    server.start();
    try {
      URI page = page(server.getAddress().getPort());
      assertThat(http.get(page)).isEqualTo("page");
      assertThat(withTimeout(ofMillis(1), () -> nonCancellable(() -> lateGet(page))))
          .isEqualTo("page");
    } finally {
      server.stop(0);
    }
  }

  private String lateGet(URI page) {
    assertThat(timeLeft()).isEmpty(); // the limit does not reach into nonCancellable
    return http.get(page);
  }

  private static void spinUntilExpired() {
    while (timeLeft().filter(Duration::isZero).isEmpty()) {
      Thread.onSpinWait();
    }
  }

  private static URI page(int port) {
    return URI.create("http://" + LOCAL.getHostAddress() + ":" + port + "/");
  }
}
