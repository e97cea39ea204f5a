package org.coroutines4j.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.coroutines4j.Async;
import org.coroutines4j.function.ThrowingRunnable;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that wait for a connection of one source, in the order of their calls.
 *
 * <p>A helper thread calls the source for each waiting task, and no interrupt ever reaches it: it
 * may be opening the file of a database. A cancelled task leaves the queue, and its helper goes on.
 * The next task that comes then uses that helper. So there are never more helpers than tasks have
 * waited at the same time. A helper that obtains a connection gives it to the first task in the
 * queue, or back to the source if the queue is empty.
 */
final class ConnectionRequests {
  private final Callable<Connection> source;
  private final Object lock = new Object();

  /** Guarded by the lock. */
  private final Deque<ConnectionRequest> waiting = new ArrayDeque<>();

  /** The number of helpers that call the source; guarded by the lock. */
  private int helpers;

  /** The number of requests so far; guarded by the lock. */
  private long requests;

  ConnectionRequests(Callable<Connection> source) {
    this.source = source;
  }

  /** Waits for a connection, in a task. */
  Connection get() throws SQLException {
    ConnectionRequest request = new ConnectionRequest();
    DriverException.Kept kept = new DriverException.Kept();
    ThrowingRunnable body = () -> DriverException.carry(() -> await(request), kept);
    ThrowingRunnable onCancel = () -> withdraw(request);
    try {
      Async.blocking(body, onCancel);
      return (Connection) Objects.requireNonNull(kept.result);
    } catch (DriverException e) {
      throw e.asSqlException();
    }
  }

  private Connection await(ConnectionRequest request) throws Exception {
    begin(request);
    try {
      return request.await();
    } catch (InterruptedException e) { // by code outside this library
      if (!withdraw(request)) {
        giveBack(request.awaitUninterrupted());
      }
      throw e;
    }
  }

  private void begin(ConnectionRequest request) {
    synchronized (lock) {
      request.number = requests++;
      waiting.add(request);
      if (helpers >= waiting.size()) {
        return; // the helper of a cancelled task is still there
      }
      helpers++;
    }
    try {
      HelperThreads.run(this::serve);
    } catch (Throwable t) { // such as OutOfMemoryError: unable to create native thread
      synchronized (lock) {
        helpers--;
        waiting.remove(request);
      }
      throw t;
    }
  }

  /** Ends the wait of {@code request}. Returns false if it has been served. */
  private boolean withdraw(ConnectionRequest request) {
    synchronized (lock) {
      if (!waiting.remove(request)) {
        return false;
      }
    }
    request.end(null, null);
    return true;
  }

  /** Runs on a helper thread until it has served a request or none is left for it. */
  private void serve() {
    boolean goesOn = true;
    while (goesOn) {
      goesOn = attempt();
    }
  }

  /** Calls the source. Returns whether this helper must call it again. */
  private boolean attempt() {
    long later;
    synchronized (lock) {
      later = requests;
    }
    Connection obtained = null;
    Throwable failure = null;
    try {
      obtained = source.call();
    } catch (Throwable t) {
      failure = t;
    }
    ConnectionRequest first;
    synchronized (lock) {
      first = waiting.peek();
      boolean cameLater = first != null && first.number >= later;
      if (failure != null && cameLater && helpers <= waiting.size()) {
        return true; // it has not waited yet as long as the source lets it wait
      }
      helpers--;
      if (failure != null && cameLater) {
        return false;
      }
      waiting.poll();
    }
    if (first != null) {
      first.end(obtained, failure);
    } else {
      giveBack(obtained);
    }
    return false;
  }

  private static void giveBack(@Nullable Connection unused) {
    if (unused != null) {
      try {
        unused.close();
      } catch (SQLException | RuntimeException e) {
        // broken: the source finds that out, and no task is left to be told
      }
    }
  }
}
