package org.coroutines4j.samples.service;

import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.run;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM under load: what was accepted is in the database, and the next run goes on. */
@Tag("full")
@Timeout(120)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs signals, which Windows does not have")
class TerminationTest {
  private static final int CLIENTS = 4;
  private static final int BACKLOG = 100;
  private static final Duration GRACE = Duration.ofSeconds(20);
  private static final int TERMINATED = 143;

  @TempDir Path folder;

  private final Set<String> accepted = ConcurrentHashMap.newKeySet();
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void acceptedOrders_surviveTheSignal() throws Exception {
    String url = "jdbc:h2:file:" + folder.resolve("orders") + Settings.H2_OPTIONS;
    makeSlowTable(url);
    Map<String, String> settings =
        Map.of(
            "ORDERS_BATCH", "5", "ORDERS_QUEUE", "300", "ORDERS_GRACE_MS", "" + GRACE.toMillis());
    for (int runs = 1; runs <= 2; runs++) {
      try (Program program = Program.start(url, folder.resolve("log" + runs), settings)) {
        run(
            scope -> {
              for (int i = 0; i < CLIENTS; i++) {
                scope.launch(() -> postUntilTheEnd(program));
              }
              while (backlog(program) < BACKLOG) {
                Thread.sleep(5);
              }
              assertThat(program.terminate()).isEqualTo(TERMINATED);
            });
      }
      assertThat(folder.resolve("log" + runs)).content().doesNotContain("could not be written");
      assertThat(accepted).hasSizeGreaterThan(runs * BACKLOG);
      assertThat(written(url)).containsAll(accepted);
    }
  }

  /** The service ends even if a write hangs and a client listens to the events. */
  @Test
  void hungDatabase_doesNotHoldUpTheEnd() throws Exception {
    String url = "jdbc:h2:file:" + folder.resolve("orders") + Settings.H2_OPTIONS;
    makeSlowTable(url);
    Path log = folder.resolve("log");
    Map<String, String> settings = Map.of("ORDERS_GRACE_MS", "3000", SlowTable.MILLIS, "600000");
    try (Program program = Program.start(url, log, settings);
        Socket listener =
            new Socket(InetAddress.getLoopbackAddress(), program.url("/").getPort())) {
      String listen = "GET /events HTTP/1.1\r\nHost: x\r\n\r\n";
      listener.getOutputStream().write(listen.getBytes(StandardCharsets.US_ASCII));
      HttpRequest order =
          HttpRequest.newBuilder(program.url("/orders")).POST(ofString(Running.ORDER)).build();
      assertThat(http.send(order, BodyHandlers.ofString()).statusCode()).isEqualTo(202);

      assertThat(program.terminate()).isEqualTo(TERMINATED);

      assertThat(Files.readString(log)).contains("1 accepted orders could not be written within");
    }
  }

  private static void makeSlowTable(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, "sa", "");
        Statement statement = connection.createStatement()) {
      statement.execute(Orders.TABLE);
      for (String sql : SlowTable.SQL) {
        statement.execute(sql);
      }
    }
  }

  /** How many accepted orders have not been written. */
  private double backlog(Program program) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(program.url("/metrics")).build();
    String metrics = http.send(request, BodyHandlers.ofString()).body();
    Matcher depth = Pattern.compile("(?m)^orders_queue_depth (\\S+)").matcher(metrics);
    assertThat(depth.find()).as(metrics).isTrue();
    return Double.parseDouble(depth.group(1));
  }

  private void postUntilTheEnd(Program program) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(program.url("/orders")).POST(ofString(Running.ORDER)).build();
    while (true) {
      try {
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() == 202) {
          accepted.add(new JsonObject(response.body()).getString("id"));
        } else {
          assertThat(response.statusCode()).isEqualTo(503);
          Thread.sleep(10);
        }
      } catch (IOException e) {
        return; // the service has ended
      }
    }
  }

  private static Set<String> written(String url) throws SQLException {
    Set<String> ids = new HashSet<>();
    try (Connection connection = DriverManager.getConnection(url, "sa", "");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id FROM orders")) {
      while (rows.next()) {
        ids.add(rows.getString(1));
      }
    }
    return ids;
  }
}
