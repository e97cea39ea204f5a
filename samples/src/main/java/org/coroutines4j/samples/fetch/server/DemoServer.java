package org.coroutines4j.samples.fetch.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.coroutines4j.ServiceScope;

/** Serves the {@link DemoPages} on a free port of this machine; each request is a task. */
public final class DemoServer implements AutoCloseable {
  private static final int BACKLOG = 200;

  private final Map<String, HttpHandler> pages = DemoPages.all();
  private final ServiceScope requests = ServiceScope.open("demo server");
  private final HttpServer server;

  private DemoServer(HttpServer server) {
    this.server = server;
  }

  /** Starts the server. */
  public static DemoServer start() throws IOException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    DemoServer started = new DemoServer(HttpServer.create(anyPort, BACKLOG));
    started.server.setExecutor(request -> started.requests.launch(request::run));
    started.pages.forEach(
        (path, page) -> started.server.createContext(path, exchange -> handle(exchange, page)));
    started.server.start();
    return started;
  }

  private static void handle(HttpExchange exchange, HttpHandler page) throws IOException {
    try (exchange) {
      page.handle(exchange);
    }
  }

  /** Returns the URLs of all pages. */
  public List<URI> urls() {
    return pages.keySet().stream().map(this::url).toList();
  }

  /** Returns the URL of the page at {@code path}. */
  public URI url(String path) {
    InetSocketAddress address = server.getAddress();
    String host = address.getAddress().getHostAddress();
    return URI.create("http://" + host + ":" + address.getPort() + path);
  }

  /** Ends all requests, the hanging one too. */
  @Override
  public void close() {
    server.stop(0);
    requests.close();
  }
}
