package org.coroutines4j.samples.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.await;
import static org.coroutines4j.Async.run;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a connection is closed for want of a request, and when not. */
@Tag("full")
@Timeout(120)
class ArrivalsTest {
  private static final Duration LIMIT = Duration.ofSeconds(3);
  private static final Duration IDLE = Duration.ofSeconds(5);
  private static final int CLIENTS = 20;
  private static final int FAST_REQUESTS = 100;
  private static final int PIPELINED = 20;
  private static final int ROUNDS = 300;
  private static final String ANSWER = "HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nx";
  private static final String GET = "GET /%s HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final String POST = "POST /%s HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n";

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final ExecutorService others = Executors.newFixedThreadPool(4);
  private final Arrivals arrivals = new Arrivals(vertx, LIMIT, IDLE);
  private final HttpServer server = start();

  private HttpServer start() {
    HttpServer created =
        vertx
            .createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
            .connectionHandler(arrivals::connected)
            .requestHandler(this::answer);
    return await(created.listen(0, "127.0.0.1").toCompletionStage());
  }

  private void answer(HttpServerRequest request) {
    arrivals.began(request);
    switch (String.valueOf(request.path())) {
      case "/here" -> end(request);
      case "/elsewhere" -> others.execute(() -> end(request));
      default -> vertx.setTimer(IDLE.plusMillis(500).toMillis(), due -> end(request));
    }
  }

  private static void end(HttpServerRequest request) {
    Future<Void> unused = request.response().end("x");
  }

  @AfterEach
  void close() {
    await(vertx.close().toCompletionStage());
    others.shutdown();
  }

  @Test
  void silentConnection_isClosed() throws Exception {
    long begin = System.nanoTime();
    try (Socket client = connect()) {
      assertClosed(client, begin, LIMIT);
    }
  }

  @Test
  void answeredConnection_isClosedWhenItHasBeenIdle() throws Exception {
    try (Socket client = connect()) {
      long begin = System.nanoTime();
      ask(client, GET, "here");
      assertClosed(client, begin, IDLE);
    }
  }

  @Test
  void secondRequest_whoseBodyDoesNotArrive_isClosed() throws Exception {
    try (Socket client = connect()) {
      ask(client, GET, "here");
      long begin = System.nanoTime();
      write(client, POST.formatted("slow"));
      assertClosed(client, begin, LIMIT);
    }
  }

  @Test
  void requestThatWasAnswered_butDoesNotArrive_isClosed() throws Exception {
    try (Socket client = connect()) {
      long begin = System.nanoTime();
      ask(client, POST, "elsewhere");
      assertClosed(client, begin, LIMIT);
    }
  }

  /** Answered on the event loop and on other threads. */
  @Test
  void busyConnections_areNeverClosed_norAreSlowAnswers() {
    run(
        scope -> {
          for (int i = 0; i < CLIENTS; i++) {
            scope.launch(this::askOftenThenSlowly);
          }
        });
  }

  /** While one request is told of on the event loop, a task answers the one before. */
  @Test
  void pipelinedRequests_answeredByOthers_holdNobodyUp() {
    run(
        scope -> {
          for (int i = 0; i < 2; i++) {
            scope.launch(this::pipeline);
          }
        });
  }

  private void pipeline() throws IOException {
    try (Socket client = connect()) {
      String requests = GET.formatted("elsewhere").repeat(PIPELINED);
      for (int i = 0; i < ROUNDS; i++) {
        write(client, requests);
        for (int answers = 0; answers < PIPELINED; answers++) {
          assertThat(readAnswer(client)).isEqualTo(ANSWER);
        }
      }
    }
  }

  private void askOftenThenSlowly() throws IOException {
    try (Socket client = connect()) {
      for (int i = 0; i < FAST_REQUESTS; i++) {
        ask(client, GET, i % 2 == 0 ? "elsewhere" : "here");
      }
      ask(client, GET, "slow"); // slower than any limit
      ask(client, GET, "here");
    }
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
  }

  private static void write(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static void ask(Socket client, String request, String path) throws IOException {
    write(client, request.formatted(path));
    assertThat(readAnswer(client)).isEqualTo(ANSWER);
  }

  private static String readAnswer(Socket client) throws IOException {
    byte[] bytes = client.getInputStream().readNBytes(ANSWER.length());
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  private static void assertClosed(Socket client, long begin, Duration limit) throws IOException {
    assertThat(client.getInputStream().read()).isEqualTo(-1);
    assertThat(Running.since(begin)).isGreaterThanOrEqualTo(limit);
  }
}
