package org.coroutines4j.guide;

// region imports
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.awaitCancellation;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.forEachConcurrent;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.tryWithTimeout;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.coroutines4j.ServiceScope;

// endregion

/** An HTTP service that asks three backends concurrently, within a deadline. */
public final class QuoteService implements AutoCloseable {
  // region server
  private final ServiceScope requests =
      ServiceScope.builder("requests").maxConcurrent(100).maxQueued(0).open();
  private final HttpServer http;

  /** Opens the service, on any free port. */
  public QuoteService() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/quote", this::accept);
    http.start();
  }

  /** Runs on the only thread of the server, so it starts a task and returns. */
  private void accept(HttpExchange exchange) throws IOException {
    try {
      requests.launch(() -> answer(exchange));
    } catch (RejectedExecutionException | IllegalStateException e) {
      reply(exchange, 503, "busy"); // the scope is full, drains, or has been closed
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) { // also if it fails
      String quotes;
      try {
        quotes = quotes().toString();
      } catch (CancellationException e) { // the time for the drain is over
        nonCancellable(() -> reply(exchange, 503, "closing"));
        throw e;
      }
      reply(exchange, 200, quotes);
    }
  }

  private static void reply(HttpExchange exchange, int status, String text) throws IOException {
    try (exchange) {
      byte[] body = text.getBytes(UTF_8);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  // endregion

  // region fan-out
  /** Returns the answers that arrive within a second, and "late" for the others. */
  static Map<String, String> quotes() {
    Map<String, Integer> backends = Map.of("fast", 20, "medium", 50, "slow", 60_000);
    Map<String, String> answers = new ConcurrentHashMap<>();
    boolean all =
        tryWithTimeout(
            ofSeconds(1),
            () ->
                forEachConcurrent(
                    backends.entrySet(),
                    backends.size(),
                    each -> answers.put(each.getKey(), ask(each.getKey(), each.getValue()))));
    Map<String, String> result = new TreeMap<>(answers);
    if (!all) {
      backends.keySet().forEach(name -> result.putIfAbsent(name, "late"));
    }
    return result;
  }

  private static String ask(String name, int millis) {
    delay(ofMillis(millis)); // stands for a call of another service
    return "quote of " + name;
  }

  // endregion

  // region close
  /** Answers what runs, for at most three seconds, and 503 to new requests meanwhile. */
  @Override
  public void close() {
    requests.closeGracefully(ofSeconds(3), ofSeconds(1));
    http.stop(0);
  }

  /** Serves until SIGINT or SIGTERM. */
  static void serve() {
    run(
        scope -> {
          try (QuoteService service = new QuoteService()) {
            quotes(); // loads the classes, so that the first request meets its deadline
            System.out.println("listening at " + service.url());
            awaitCancellation();
          }
        });
  }

  // endregion

  URI url() {
    return URI.create("http://localhost:" + http.getAddress().getPort() + "/quote");
  }

  /** Runs the program of the page. */
  public static void main(String[] args) {
    run(
        scope -> {
          quotes();
          // region use
          try (QuoteService service = new QuoteService()) {
            HttpRequest request = HttpRequest.newBuilder(service.url()).build();
            System.out.println(
                HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
          }
          // endregion
        });
  }
}
