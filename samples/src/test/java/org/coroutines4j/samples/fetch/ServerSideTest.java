package org.coroutines4j.samples.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.samples.terminal.Commands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server sees of the program. */
class ServerSideTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc"})
  void pageHangs_timeoutClosesTheConnection(String answer) throws Exception {
    try (HangingServer server = new HangingServer(answer)) {
      Commands.Result result = Commands.run(Main::new, "--timeout", "1", server.url());

      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.row(server.url()))
          .matches(answer.isEmpty() ? " +- +0 .*" : " +200 +3 .*")
          .endsWith("timed out after 1 s");
      assertThat(server.closed().get(10, TimeUnit.SECONDS)).isEqualTo("closed by the client");
    }
  }

  @Test
  void concurrency3_threeRequestsAtOnceAndNeverMore() throws IOException {
    CyclicBarrier three = new CyclicBarrier(3);
    AtomicInteger open = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Commands.Result result =
        runAgainst(
            exchange -> {
              most.accumulateAndGet(open.incrementAndGet(), Math::max);
              try {
                three.await(10, TimeUnit.SECONDS);
              } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                throw new IOException("three are never there together", e);
              }
              open.decrementAndGet();
              exchange.sendResponseHeaders(200, -1);
              exchange.close();
            },
            "--concurrency=3");

    assertThat(result.out()).contains("12 ok, 0 failed.");
    assertThat(most).hasValue(3);
  }

  @Test
  void badRedirect_isTheFailureOfThatPageOnly() throws IOException {
    AtomicInteger requests = new AtomicInteger();
    Commands.Result result =
        runAgainst(
            exchange -> {
              boolean first = requests.getAndIncrement() == 0;
              exchange.getResponseHeaders().add("Location", "http://[bad");
              exchange.sendResponseHeaders(first ? 302 : 200, -1);
              exchange.close();
            },
            "--retries=0");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).contains("11 ok, 1 failed.");
  }

  /** Fetches the same page twelve times. */
  private static Commands.Result runAgainst(HttpHandler handler, String... options)
      throws IOException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer server = HttpServer.create(anyPort, 50);
    ExecutorService threads = Executors.newCachedThreadPool();
    server.setExecutor(threads);
    server.createContext("/", handler);
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
      String[] urls = Collections.nCopies(12, url).toArray(String[]::new);
      String[] args = new String[options.length + urls.length];
      System.arraycopy(options, 0, args, 0, options.length);
      System.arraycopy(urls, 0, args, options.length, urls.length);
      return Commands.run(Main::new, args);
    } finally {
      server.stop(0);
      threads.shutdownNow();
    }
  }
}
