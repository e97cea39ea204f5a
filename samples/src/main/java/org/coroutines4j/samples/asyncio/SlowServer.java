package org.coroutines4j.samples.asyncio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.coroutines4j.Async.delay;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import org.coroutines4j.ServiceScope;

/** A web server on this machine whose pages take as long to answer as their address says. */
final class SlowServer implements AutoCloseable {
  private final HttpServer http;
  private final ServiceScope requests;

  private SlowServer(HttpServer http, ServiceScope requests) {
    this.http = http;
    this.requests = requests;
  }

  static SlowServer start() throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ServiceScope requests = ServiceScope.open("requests");
    http.setExecutor(request -> requests.launch(request::run));
    http.createContext("/delay/", SlowServer::answerSlowly);
    http.createContext("/", exchange -> answer(exchange, 404, "not found"));
    http.start();
    return new SlowServer(http, requests);
  }

  /** The address of a page that takes {@code time} to answer. */
  URI page(Duration time) {
    return address("/delay/" + time.toMillis());
  }

  /** An address that the server answers with status 404. */
  URI missingPage() {
    return address("/missing");
  }

  @Override
  public void close() {
    requests.close();
    http.stop(0);
  }

  private URI address(String path) {
    InetSocketAddress socket = http.getAddress();
    return URI.create("http://" + socket.getHostString() + ":" + socket.getPort() + path);
  }

  private static void answerSlowly(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    delay(Duration.ofMillis(Long.parseLong(path.substring("/delay/".length()))));
    answer(exchange, 200, "page " + path);
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(UTF_8);
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
