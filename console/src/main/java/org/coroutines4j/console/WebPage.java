package org.coroutines4j.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Serves a page that shows the tasks, on this machine only. The address has a random token, so that
 * another user of the machine cannot guess it, and requests of other pages are refused.
 */
final class WebPage implements AutoCloseable {
  private static final byte[] LOOPBACK = {127, 0, 0, 1}; // as the address of the page says
  private static final int TOKEN_BYTES = 16;

  /** More would slow the browser and the program down. */
  private static final int MOST_NODES = 2_000;

  private static final Map<String, String> FILES =
      Map.of(
          "", "page.html text/html",
          "page.js", "page.js text/javascript",
          "page.css", "page.css text/css");

  private final TargetJvm jvm;
  private final String pid;
  private final boolean stacks;
  private final String token;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);

  WebPage(TargetJvm jvm, String pid, int port, boolean stacks) throws IOException {
    this.jvm = jvm;
    this.pid = pid;
    this.stacks = stacks;
    byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    token = HexFormat.of().formatHex(random);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads); // so that one slow client does not hold up the others
    server.start();
  }

  /** Returns the address of the page. */
  String url() {
    return "http://" + host() + "/" + token + "/";
  }

  private String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String prefix = "/" + token + "/";
      if (!isOfThisPage(exchange.getRequestHeaders())) {
        send(exchange, 403, "text/plain", "this page is for a browser on this machine only");
      } else if (!path.startsWith(prefix) || !exchange.getRequestMethod().equals("GET")) {
        send(exchange, 404, "text/plain", "not found");
      } else if (path.equals(prefix + "data.json")) {
        sendData(exchange, searchOf(exchange.getRequestURI()));
      } else {
        sendFile(exchange, FILES.get(path.substring(prefix.length())));
      }
    }
  }

  /**
   * Returns whether the request names this server as it is called, and comes from no other page. A
   * name of another host would be a page that has itself resolved to this machine.
   */
  private boolean isOfThisPage(Headers headers) {
    String origin = headers.getFirst("Origin");
    String site = headers.getFirst("Sec-Fetch-Site");
    return host().equals(headers.getFirst("Host"))
        && (origin == null || origin.equals("http://" + host()))
        && (site == null || site.equals("same-origin") || site.equals("none"));
  }

  /** Returns the text that is searched for, which is all of the query. */
  private static String searchOf(URI request) {
    String query = request.getQuery(); // decoded
    return query == null ? "" : query;
  }

  private void sendData(HttpExchange exchange, String search) throws IOException {
    try {
      send(
          exchange,
          200,
          "application/json",
          "{\"pid\":"
              + pid
              + ",\"overview\":"
              + jvm.overview(stacks, MOST_NODES, search)
              + ",\"warnings\":"
              + jvm.warnings()
              + "}");
    } catch (UnreachableException e) {
      send(exchange, 503, "text/plain", Objects.requireNonNull(e.getMessage()));
    }
  }

  private static void sendFile(HttpExchange exchange, @Nullable String file) throws IOException {
    if (file == null) {
      send(exchange, 404, "text/plain", "not found");
      return;
    }
    String name = file.substring(0, file.indexOf(' '));
    try (InputStream content = WebPage.class.getResourceAsStream(name)) {
      String text = new String(Objects.requireNonNull(content).readAllBytes(), UTF_8);
      send(exchange, 200, file.substring(file.indexOf(' ') + 1), text);
    }
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(UTF_8);
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type + "; charset=utf-8");
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-ancestors"
            + " 'none'");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
