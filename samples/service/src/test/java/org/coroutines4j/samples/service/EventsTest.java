package org.coroutines4j.samples.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Server-sent events, to clients of which some do not read. */
@Timeout(120)
@Tag("full")
class EventsTest {
  private static final int SLOW_CLIENTS = 20;
  private static final int EVENTS = 20_000;

  @Test
  void acceptedOrders_areTold() throws Exception {
    try (Running running = Running.with();
        Socket client = listen(running, new Socket())) {
      BufferedReader lines = lines(client);
      assertThat(next(lines, "event: rates")).contains("\"ordersPerSecond\":");
      running.post(Running.ORDER);

      assertThat(next(lines, "event: order")).contains("\"item\":\"tea\"");
    }
  }

  /** The slow ones are far behind what any buffer on the way to them holds. */
  @Test
  void clientsThatDoNotRead_slowNoOtherClientDown() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try (Running running = Running.with();
        Socket client = listen(running, new Socket())) {
      for (int i = 0; i < SLOW_CLIENTS; i++) {
        Socket narrow = new Socket();
        narrow.setReceiveBufferSize(4096);
        slow.add(listen(running, narrow));
      }
      Events events = running.service().events();
      Running.until(() -> events.listeners() == SLOW_CLIENTS + 1);
      BufferedReader lines = lines(client);
      String padding = "x".repeat(1000);

      for (int i = 0; i < EVENTS; i++) {
        events.tell(new Event("number", new JsonObject().put("n", i).put("padding", padding)));
        if (i % 100 == 99) { // at the pace of the client that reads
          while (!next(lines, "event: number").contains("\"n\":" + i + ",")) {
            // an earlier one
          }
        }
      }

      assertThat(events.listeners()).isEqualTo(SLOW_CLIENTS + 1);
      assertThat(numbersUpTo(EVENTS - 1, lines(slow.get(0)))).isLessThan(EVENTS / 2);
      for (Socket each : slow) {
        each.close();
      }
      Running.until(() -> events.listeners() == 1);
    } finally {
      for (Socket each : slow) {
        each.close();
      }
    }
  }

  /** How many of them there are: what was too late for a client is dropped. */
  private static int numbersUpTo(int last, BufferedReader lines) throws IOException {
    int numbers = 1;
    while (!next(lines, "event: number").contains("\"n\":" + last + ",")) {
      numbers++;
    }
    return numbers;
  }

  private static Socket listen(Running running, Socket client) throws IOException {
    client.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), running.uri("/").getPort()));
    client
        .getOutputStream()
        .write("GET /events HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    return client;
  }

  private static BufferedReader lines(Socket client) throws IOException {
    return new BufferedReader(
        new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
  }

  /** The data of the next event of that kind. */
  private static String next(BufferedReader lines, String event) throws IOException {
    String line = lines.readLine();
    while (!event.equals(line)) {
      assertThat(line).as("the stream has ended").isNotNull();
      line = lines.readLine();
    }
    return lines.readLine();
  }
}
