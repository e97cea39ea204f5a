package org.coroutines4j.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.await;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow.Publisher;
import org.junit.jupiter.api.Test;

/** Guards that the bodies of a real HTTP exchange can be flows in both directions. */
class HttpBodiesTest {
  @Test
  void bodies_areFlows_inBothDirections() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/echo",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (var out = exchange.getResponseBody()) {
            exchange.getRequestBody().transferTo(out);
          }
        });
    server.start();
    try {
      ByteFlow body = ByteFlow.ofText(AsyncFlow.range(0, 5_000).map(i -> "line " + i + "\n"));
      URI uri = URI.create("http://localhost:" + server.getAddress().getPort() + "/echo");
      HttpRequest request =
          HttpRequest.newBuilder(uri).POST(BodyPublishers.fromPublisher(body.toBody())).build();
      HttpResponse<Publisher<List<ByteBuffer>>> response =
          await(HttpClient.newHttpClient().sendAsync(request, BodyHandlers.ofPublisher()));
      List<String> lines = ByteFlow.fromBody(response.body()).lines(UTF_8).toList();
      assertThat(lines).hasSize(5_000).startsWith("line 0", "line 1").endsWith("line 4999");
    } finally {
      server.stop(0);
    }
  }
}
