package org.coroutines4j.samples.crawl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.delay;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.ServiceScope;

/**
 * A site of 85 pages that form a tree: each page links four others, its parent and itself. Each
 * seventh page is missing.
 */
final class DemoSite implements AutoCloseable {
  private static final int PAGES = 85;
  private static final int CHILDREN = 4;

  private final ServiceScope requests = ServiceScope.open("demo site");
  private final HttpServer server;
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger mostRunning = new AtomicInteger();

  private DemoSite(HttpServer server) {
    this.server = server;
  }

  /** Starts the site on a free port of this machine. */
  static DemoSite start() throws IOException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    DemoSite site = new DemoSite(HttpServer.create(anyPort, 200));
    site.server.setExecutor(request -> site.requests.launch(request::run));
    site.server.createContext("/", site::serve);
    site.server.start();
    return site;
  }

  URI url() {
    return URI.create(
        "http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port() + "/0");
  }

  private int port() {
    return server.getAddress().getPort();
  }

  /** Returns how many requests there have been at the same time, at most. */
  int mostRequests() {
    return mostRunning.get();
  }

  private void serve(HttpExchange exchange) throws IOException {
    mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
    try (exchange) {
      int page = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
      delay(ofMillis(20));
      if (page % 7 == 6) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        byte[] html = html(page).getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(200, html.length);
        exchange.getResponseBody().write(html);
      }
    } finally {
      running.decrementAndGet();
    }
  }

  private static String html(int page) {
    StringBuilder links = new StringBuilder("<a href='#top'>here</a>");
    links.append("<a href='/").append((page - 1) / CHILDREN).append("'>up</a>");
    for (int i = 1; i <= CHILDREN; i++) {
      int child = page * CHILDREN + i;
      if (child < PAGES) {
        links.append("<a href='/").append(child).append("'>down</a>");
      }
    }
    return "<html><body>" + links + "</body></html>";
  }

  @Override
  public void close() {
    server.stop(0);
    requests.close();
  }
}
