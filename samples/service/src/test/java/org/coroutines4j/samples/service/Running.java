package org.coroutines4j.samples.service;

import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.coroutines4j.Diagnostics;

/** The service, on a database of its own, and a client. */
final class Running implements AutoCloseable {
  static final String ORDER =
      "{\"customer\": \"Ada\", \"item\": \"tea\", \"quantity\": 2, \"amount\": 12.50}";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Service service;

  private Running(Service service) {
    this.service = service;
  }

  /** Settings are given as in the environment: name, value, and so on. */
  static Running with(String... settings) {
    Map<String, String> environment = new HashMap<>();
    environment.put("ORDERS_PORT", "0");
    environment.put(
        "ORDERS_DATABASE_URL",
        "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1" + Settings.H2_OPTIONS);
    for (int i = 0; i < settings.length; i += 2) {
      environment.put(settings[i], settings[i + 1]);
    }
    return new Running(Service.start(Settings.from(environment)));
  }

  Service service() {
    return service;
  }

  URI uri(String path) {
    return URI.create(service.url() + path);
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  /** As {@link #get}, for conditions. */
  int status(String path) {
    try {
      return get(path).statusCode();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  HttpResponse<String> post(String body) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(uri("/orders")).POST(ofString(body)).build();
    return http.send(request, BodyHandlers.ofString());
  }

  static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  /** A client that asks for {@code path}, which may be none, and has not read the answer. */
  Socket ask(String path) throws IOException {
    Socket client = new Socket(uri("/").getHost(), uri("/").getPort());
    String head = "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    client.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    return client;
  }

  /** The id of an order that has been written. */
  String writtenOrder() throws IOException, InterruptedException {
    HttpResponse<String> response = post(ORDER);
    assertThat(response.statusCode()).isEqualTo(202);
    String id = new JsonObject(response.body()).getString("id");
    while (get("/orders/" + id).statusCode() == 404) {
      Thread.sleep(5);
    }
    return id;
  }

  /** A view in place of the table, whose rows never arrive. */
  void makeTheTableSlow() {
    sql("ALTER TABLE orders RENAME TO all_orders");
    sql(
        "CREATE VIEW orders AS SELECT a.* FROM all_orders a, system_range(1, 10000000000) r(n)"
            + " WHERE sqrt(r.n) < 0");
  }

  void sql(String statement) {
    boolean unused = service.database().withStatement(statement, s -> s.execute());
  }

  /** Waits until {@code condition} holds; the test's time limit ends this. */
  static void until(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(5);
    }
  }

  /** Waits until no request is left with anything that runs for it. */
  void untilIdle() throws InterruptedException {
    until(
        () ->
            service.database().runningStatements() == 0
                && service.database().usedConnections() == 0
                && service.backends().runningCalls() == 0
                && service.demo().running() == 0
                && service.metrics().runningRequests() == 0);
  }

  @Override
  public void close() {
    service.stop();
    long begin = System.nanoTime();
    while (Diagnostics.dump().contains("orders") && since(begin).toSeconds() < 20) {
      LockSupport.parkNanos(1_000_000); // the scope is complete a moment before it leaves the dump
    }
    assertThat(Diagnostics.dump()).as("what is left").doesNotContain("orders");
  }

  static Duration since(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin);
  }
}
