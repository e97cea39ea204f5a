package org.coroutines4j.spring.web;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.coroutines4j.Async;
import org.coroutines4j.ServiceScope;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Checks each connection of Tomcat whose request waits for a task, at an interval. One task checks
 * all of them; it runs only while there are any.
 */
public final class TomcatClientWatch implements ClientWatch, AutoCloseable {
  private final Duration interval;
  private final ServiceScope scope = ServiceScope.open("clients");
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean checking = new AtomicBoolean();

  /**
   * Creates a watch.
   *
   * @param interval the time between two checks of a connection, more than zero
   * @throws IllegalArgumentException if {@code interval} is zero or negative
   */
  public TomcatClientWatch(Duration interval) {
    if (interval.isZero() || interval.isNegative()) {
      throw new IllegalArgumentException("interval must be more than zero, but was " + interval);
    }
    this.interval = interval;
  }

  @Override
  public Watched begin(Runnable whenGone) {
    RequestAttributes attributes = RequestContextHolder.getRequestAttributes();
    if (!(attributes instanceof ServletRequestAttributes servlet)) {
      return () -> {};
    }
    SocketWrapperBase<?> socket = TomcatConnections.of(servlet.getRequest());
    if (socket == null) {
      return () -> {};
    }
    Connection connection = new Connection(socket, whenGone);
    connections.add(connection);
    beginToCheck();
    return connection;
  }

  private void beginToCheck() {
    if (checking.compareAndSet(false, true)) {
      try {
        var unused = scope.named("watch of clients").background(this::check);
      } catch (RejectedExecutionException | IllegalStateException e) {
        checking.set(false); // the application stops
      }
    }
  }

  private void check() {
    try {
      while (!connections.isEmpty()) {
        Async.delay(interval);
        connections.forEach(Connection::check);
      }
    } finally {
      checking.set(false);
    }
    if (!connections.isEmpty()) { // one came between the last two lines
      beginToCheck();
    }
  }

  /** Ends the watch of all clients. */
  @Override
  public void close() {
    scope.close();
  }

  private final class Connection implements Watched {
    private final SocketWrapperBase<?> socket;
    private final Runnable whenGone;
    private volatile boolean over;

    Connection(SocketWrapperBase<?> socket, Runnable whenGone) {
      this.socket = socket;
      this.whenGone = whenGone;
    }

    void check() {
      boolean gone;
      try {
        gone = TomcatConnections.isClosed(socket, () -> over);
      } catch (RuntimeException e) { // of Tomcat, on a connection that it is closing
        gone = false;
        close();
      }
      if (gone) {
        close();
        whenGone.run();
      }
    }

    @Override
    public void close() {
      over = true;
      connections.remove(this);
    }
  }
}
