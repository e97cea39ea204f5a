package org.coroutines4j.samples.fetch.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.TaskScope;

/** Serves the {@link DemoPages} on a free port of this machine; each request is a task. */
public final class DemoServer implements AutoCloseable {
  private static final int BACKLOG = 200;

  private final List<DemoPage> pages = DemoPages.all();
  private final Map<String, DemoPage> byPath =
      pages.stream().collect(Collectors.toMap(DemoPage::path, Function.identity()));
  private final ServiceScope requests = TaskScope.open("demo server");
  private final HttpServer server;

  private DemoServer(HttpServer server) {
    this.server = server;
  }

  /** Starts one. */
  public static DemoServer start() throws IOException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    DemoServer started = new DemoServer(HttpServer.create(anyPort, BACKLOG));
    started.server.setExecutor(request -> started.requests.launch(request::run));
    started.server.createContext("/", started::handle);
    started.server.start();
    return started;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      DemoPage page = byPath.get(exchange.getRequestURI().getPath());
      if (page == null) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        page.handler().handle(exchange);
      }
    }
  }

  /** What it serves. */
  public List<DemoPage> pages() {
    return pages;
  }

  /** Where {@code page} is. */
  public URI url(DemoPage page) {
    InetSocketAddress address = server.getAddress();
    String host = address.getAddress().getHostAddress();
    return URI.create("http://" + host + ":" + address.getPort() + page.path());
  }

  /** Ends all requests, the hanging one too. */
  @Override
  public void close() {
    server.stop(0);
    requests.close();
  }
}
