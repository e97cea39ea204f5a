package org.coroutines4j.samples.service;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Stops a statement that runs on another thread, now or soon. */
final class StatementStop {
  private static final Logger LOG = LoggerFactory.getLogger(StatementStop.class);
  private static final long AGAIN_MILLIS = 20;
  private static final int MOST_TRIES = 50;

  private final Connection connection;
  private final @Nullable Map<String, String> logContext = MDC.getCopyOfContextMap();
  private volatile @Nullable Statement statement;
  private volatile boolean over;

  /** Of a statement of {@code connection}. */
  StatementStop(Connection connection) {
    this.connection = connection;
  }

  /** {@code statement} is what is to be stopped. */
  void begins(Statement statement) {
    this.statement = statement;
  }

  /** There is nothing to stop any more. */
  void ended() {
    over = true;
  }

  /** For a thread that is no task's: returns when the statement has ended. */
  void run() throws InterruptedException {
    MDC.setContextMap(logContext == null ? Map.of() : logContext);
    try {
      stop();
    } finally {
      MDC.clear();
    }
  }

  // region stop
  private void stop() throws InterruptedException {
    for (int tries = 1; !over; tries++) {
      Statement running = statement;
      try {
        if (tries < MOST_TRIES && running != null) {
          running.cancel();
        } else if (tries == MOST_TRIES) {
          LOG.warn("a statement does not end when it is cancelled: its connection is cut");
          connection.abort(Runnable::run);
        }
      } catch (SQLException e) {
        LOG.info("a statement could not be stopped, trying again: {}", e.toString());
      }
      Thread.sleep(AGAIN_MILLIS);
    }
  }

  // endregion
}
