package org.coroutines4j.samples.service;

import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops a statement that runs on another thread, now or soon. */
final class StatementStop {
  private static final Logger LOG = LoggerFactory.getLogger(StatementStop.class);
  private static final long AGAIN_MILLIS = 20;

  private volatile @Nullable Statement statement;
  private volatile boolean over;
  private volatile boolean hasRun;

  /** {@code statement} is what is to be stopped. */
  void begins(Statement statement) {
    this.statement = statement;
  }

  /** There is nothing to stop any more. */
  void ended() {
    over = true;
  }

  // region stop
  /** Cancels until the statement has ended: JDBC ignores a cancel that comes before its begin. */
  void run() throws InterruptedException {
    hasRun = true;
    while (!over) {
      cancel();
      Thread.sleep(AGAIN_MILLIS);
    }
  }

  // endregion

  private void cancel() {
    Statement current = statement;
    if (current != null) {
      try {
        current.cancel();
      } catch (SQLException e) {
        LOG.info("a statement could not be cancelled, trying again: {}", e.toString());
      }
    }
  }

  /** Whether somebody wanted it stopped. */
  boolean hasRun() {
    return hasRun;
  }
}
