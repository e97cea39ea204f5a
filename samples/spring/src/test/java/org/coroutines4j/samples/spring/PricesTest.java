package org.coroutines4j.samples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.coroutines4j.Diagnostics;
import org.coroutines4j.spring.web.OpenStreams;
import org.junit.jupiter.api.Test;

/** Guards the server-sent events: their client may leave, and so may the shop. */
class PricesTest {
  @Test
  void client_thatLeaves_leavesNoWorkOpen() throws Exception {
    try (Shop shop = Shop.with("shop.price-every=20ms")) {
      PriceFeed feed = shop.bean(PriceFeed.class);
      OpenStreams streams = shop.bean(OpenStreams.class);
      String before = Diagnostics.dump();
      try (Socket first = shop.client.open("/prices");
          Socket second = shop.client.open("/prices")) {
        assertThat(nextPrice(first)).contains("\"cents\":");
        assertThat(nextPrice(second)).contains("\"cents\":");
        assertThat(feed.listeners()).isEqualTo(2);
        assertThat(streams.size()).isEqualTo(2);
      }
      Shop.until("no client listens", () -> feed.listeners() == 0);
      Shop.until("no flow is collected", () -> streams.size() == 0);
      Shop.until("the tasks are as before", () -> tasks(Diagnostics.dump()) == tasks(before));
    }
  }

  private static long tasks(String dump) {
    return dump.lines().count();
  }

  @Test
  void shop_thatCloses_endsTheEvents_beforeItsTimeIsUp() throws Exception {
    Shop shop = Shop.with("spring.lifecycle.timeout-per-shutdown-phase=40s");
    try (Socket socket = shop.client.open("/prices")) {
      BufferedReader lines = Client.lines(socket);
      while (!lines.readLine().startsWith("data:")) {
        // the header of the response
      }
      long begin = System.nanoTime();
      shop.close();

      assertThat(Shop.since(begin)).isLessThan(Duration.ofSeconds(30));
      String line = "";
      while (line != null && !line.equals("0")) { // the last chunk: the response is whole
        line = lines.readLine();
      }
      assertThat(line).isEqualTo("0");
    } finally {
      shop.close();
    }
  }

  private static String nextPrice(Socket socket) throws IOException {
    BufferedReader lines = Client.lines(socket);
    String line = lines.readLine();
    while (!line.startsWith("data:")) {
      line = lines.readLine();
      assertThat(line).as("the stream has ended").isNotNull();
    }
    return line;
  }
}
