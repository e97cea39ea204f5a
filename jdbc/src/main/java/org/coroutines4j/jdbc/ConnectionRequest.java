package org.coroutines4j.jdbc;

import java.sql.Connection;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A task that waits for a connection. */
final class ConnectionRequest {
  /** The number of the request, from 0 on; guarded by the lock of the queue. */
  long number;

  private final CountDownLatch ended = new CountDownLatch(1);
  private @Nullable Connection connection;
  private @Nullable Throwable failure;

  /** Ends the wait with one of the two, or with none if the task was cancelled. Called once. */
  void end(@Nullable Connection obtained, @Nullable Throwable thrown) {
    connection = obtained;
    failure = thrown;
    ended.countDown();
  }

  /** Waits for the end. */
  Connection await() throws Exception {
    ended.await();
    if (failure instanceof Exception exception) {
      throw exception;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (connection == null) { // the caller turns this into the cancellation
      throw new SQLTransientConnectionException("cancelled while waiting for a connection");
    }
    return connection;
  }

  /** Waits for an end that is about to come. Returns null if it is no connection. */
  @Nullable Connection awaitUninterrupted() {
    boolean interrupted = false;
    while (ended.getCount() > 0) {
      try {
        ended.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return connection;
  }
}
