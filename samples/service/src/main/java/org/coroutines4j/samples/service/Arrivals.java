package org.coroutines4j.samples.service;

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
   * What is known of one connection. The event loop tells that a request has begun and arrived, the
   * thread of a task that it was answered, maybe before it has arrived, or when the next one has
   * begun: only what is told of the last request counts.
   */
  private final class Client {
    private static final long NONE = -1;

    private final HttpConnection connection;
    private @Nullable HttpServerRequest last;
    private boolean arrived;
    private boolean answered;
    private boolean left;
    private long timer = NONE;

    Client(HttpConnection connection) {
      this.connection = connection;
    }

    synchronized void began(HttpServerRequest request) {
      last = request;
      arrived = false;
      answered = false;
      limit(limit);
      request.end().onSuccess(end -> arrived(request));
      request.response().endHandler(end -> answered(request));
    }

    private synchronized void arrived(HttpServerRequest request) {
      if (request == last) {
        arrived = true;
        waitForUsOrTheNext();
      }
    }

    private synchronized void answered(HttpServerRequest request) {
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

    synchronized void limit(Duration time) {
      stop();
      if (!left) {
        timer = vertx.setTimer(time.toMillis(), this::late);
      }
    }

    private void stop() {
      if (timer != NONE) {
        vertx.cancelTimer(timer);
        timer = NONE;
      }
    }

    private void late(long id) {
      synchronized (this) {
        if (id != timer) {
          return; // it was about to be stopped
        }
        timer = NONE;
      }
      Future<Void> unused = connection.close();
    }

    synchronized void left() {
      left = true;
      stop();
    }
  }
}
