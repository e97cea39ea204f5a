package org.coroutines4j.samples.service;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Stops a statement that runs on another thread, now or soon. */
final class StatementStop {
  private static final Logger LOG = LoggerFactory.getLogger(StatementStop.class);
  private static final long AGAIN_MILLIS = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private enum State {
    RUNNING,
    OVER,
    CUT
  }

  private final Connection connection;
  private final @Nullable Map<String, String> logContext = MDC.getCopyOfContextMap();
  private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);
  private volatile @Nullable Statement statement;
  private volatile boolean ended;

  /** Of a statement of {@code connection}. */
  StatementStop(Connection connection) {
    this.connection = connection;
  }

  /** {@code statement} is what is to be stopped. */
  void begins(Statement statement) {
    this.statement = statement;
  }

  /** Its work is done and committed; throws if the connection is being cut, or has been. */
  void succeeded() throws SQLException {
    if (!state.compareAndSet(State.RUNNING, State.OVER)) {
      throw new SQLException("the connection was cut");
    }
  }

  /** There is nothing to stop any more. */
  void ended() {
    ended = true;
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
    long begin = System.nanoTime();
    while (!ended) {
      try {
        Statement running = statement;
        if (running != null) {
          running.cancel();
        }
        boolean impatient = System.nanoTime() - begin >= PATIENCE.toNanos();
        if (impatient && state.compareAndSet(State.RUNNING, State.CUT)) {
          LOG.warn("a statement does not end when it is cancelled: cutting its connection");
          connection.abort(Runnable::run); // H2 has none, and goes on being asked to cancel
        }
      } catch (SQLException e) {
        LOG.info("a statement could not be stopped, trying again: {}", e.toString());
      }
      Thread.sleep(AGAIN_MILLIS);
    }
  }

  // endregion
}
