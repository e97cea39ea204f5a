package org.coroutines4j.samples.service;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Closes the connections of clients that do not get on with sending: a slow loris. */
final class Arrivals {
  /** For a request to arrive after the connection has been made, head and body. */
  static final Duration LIMIT = Duration.ofSeconds(5);

  /** For the next request of a connection. */
  private static final Duration IDLE = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final Map<HttpConnection, Long> timers = new ConcurrentHashMap<>();

  Arrivals(Vertx vertx) {
    this.vertx = vertx;
  }

  void connected(HttpConnection connection) {
    connection.closeHandler(closed -> stop(connection));
    limit(connection, LIMIT);
  }

  /** The head of a request has arrived. */
  void began(HttpServerRequest request) {
    HttpConnection connection = request.connection();
    limit(connection, LIMIT);
    request.endHandler(arrived -> stop(connection));
    request.response().endHandler(answered -> limit(connection, IDLE));
  }

  private void limit(HttpConnection connection, Duration limit) {
    stop(connection);
    timers.put(
        connection,
        vertx.setTimer(
            limit.toMillis(),
            late -> {
              Future<Void> unused = connection.close();
            }));
  }

  private void stop(HttpConnection connection) {
    Long timer = timers.remove(connection);
    if (timer != null) {
      vertx.cancelTimer(timer);
    }
  }
}
