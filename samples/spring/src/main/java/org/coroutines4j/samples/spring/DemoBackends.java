package org.coroutines4j.samples.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.coroutines4j.Async.delay;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.ServiceScope;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Simulates three slow services over HTTP: each answers after a delay, and the shipping takes far
 * too long each fifth time.
 */
@Component
class DemoBackends implements DisposableBean {
  private static final int TOO_LONG_EACH = 5;
  private static final Duration TOO_LONG = Duration.ofSeconds(5);
  private static final Duration HANGING = Duration.ofMinutes(10);
  private static final Map<String, Duration> DELAYS =
      Map.of(
          "price", Duration.ofMillis(30),
          "stock", Duration.ofMillis(60),
          "shipping", Duration.ofMillis(120));

  private final ServiceScope scope = ServiceScope.open("demo backends");
  private final Set<String> hanging = ConcurrentHashMap.newKeySet();
  private final AtomicInteger shippings = new AtomicInteger();
  private final HttpServer server;

  DemoBackends() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(request -> scope.launch(request::run));
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** Makes {@code backend} take ten minutes for each further answer. */
  void hang(String backend) {
    hanging.add(backend);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String[] path = exchange.getRequestURI().getPath().split("/", 3);
      delay(delayOf(path[1]));
      String customer = exchange.getRequestHeaders().getFirst(Backends.CUSTOMER);
      byte[] body = ("the " + path[1] + " of " + path[2] + " for " + customer).getBytes(UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Duration delayOf(String backend) {
    if (hanging.contains(backend)) {
      return HANGING;
    }
    boolean late = backend.equals("shipping") && shippings.incrementAndGet() % TOO_LONG_EACH == 0;
    return late ? TOO_LONG : DELAYS.getOrDefault(backend, Duration.ZERO);
  }

  @Override
  public void destroy() {
    scope.close(Duration.ofSeconds(1));
    server.stop(0);
  }
}
