package org.coroutines4j.samples.service;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Closes the connections of clients that do not get on with sending: a slow loris. */
final class Arrivals {
  private final Vertx vertx;
  private final Duration limit;
  private final Duration idle;
  private final Map<HttpConnection, Client> clients = new ConcurrentHashMap<>();

  /**
   * Lets a connection send its first head within {@code limit}, and each body too; the head of the
   * next request within {@code idle}.
   */
  Arrivals(Vertx vertx, Duration limit, Duration idle) {
    this.vertx = vertx;
    this.limit = limit;
    this.idle = idle;
  }

  void connected(HttpConnection connection) {
    Client client = new Client(connection);
    clients.put(connection, client);
    connection.closeHandler(closed -> left(connection));
    client.limit(limit);
  }

  private void left(HttpConnection connection) {
    Client client = clients.remove(connection);
    if (client != null) {
      client.left();
    }
  }

  /** The head of a request has arrived. */
  void began(HttpServerRequest request) {
    Client client = clients.get(request.connection());
    if (client != null) {
      client.began(request);
    }
  }

  /** How many connections there are. */
  int connections() {
    return clients.size();
  }

  /**
   * What is known of one connection. All of it happens on the connection's event loop, without a
   * lock: one would be taken there before that of Vert.x, and the other way round by a task that
   * answers. So the end of an answer may be told late: before its request has arrived, or when the
   * next one has begun, and then does not count.
   */
  private final class Client {
    private static final long NONE = -1;

    private final HttpConnection connection;
    private final Context eventLoop = vertx.getOrCreateContext();
    private @Nullable HttpServerRequest last;
    private boolean arrived;
    private boolean answered;
    private boolean left;
    private long timer = NONE;

    Client(HttpConnection connection) {
      this.connection = connection;
    }

    void began(HttpServerRequest request) {
      last = request;
      arrived = false;
      answered = false;
      limit(limit);
      request.end().onSuccess(end -> arrived(request));
      request.response().endHandler(end -> eventLoop.runOnContext(told -> answered(request)));
    }

    private void arrived(HttpServerRequest request) {
      if (request == last) {
        arrived = true;
        waitForUsOrTheNext();
      }
    }

    private void answered(HttpServerRequest request) {
      if (request == last) {
        answered = true;
        waitForUsOrTheNext();
      }
    }

    private void waitForUsOrTheNext() {
      if (arrived && answered) {
        limit(idle);
      } else if (arrived) {
        stop();
      }
    }

    void limit(Duration time) {
      stop();
      if (!left) {
        timer = vertx.setTimer(time.toMillis(), late -> close());
      }
    }

    private void stop() {
      if (timer != NONE) {
        vertx.cancelTimer(timer);
        timer = NONE;
      }
    }

    private void close() {
      timer = NONE;
      Future<Void> unused = connection.close();
    }

    void left() {
      left = true;
      stop();
    }
  }
}
