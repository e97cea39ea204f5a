package org.coroutines4j.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Duration;
import org.coroutines4j.Async;
import org.jspecify.annotations.Nullable;

/** What is known of the query timeouts of a driver. Shared by all connections of a data source. */
final class QueryTimeouts {
  /** Longer limits need no help of the database. H2 takes no more than 24 days. */
  private static final Duration LONGEST = Duration.ofDays(1);

  /** Set to false when the driver turns out not to support query timeouts. */
  private volatile boolean enabled;

  /** Whether a timeout holds for all statements of the connection, as in H2; null until known. */
  private volatile @Nullable Boolean isWide;

  QueryTimeouts(boolean enabled) {
    this.enabled = enabled;
  }

  /** Returns the seconds that the current task has left, rounded up; 0 if it has no limit. */
  int secondsLeft() {
    if (!enabled) {
      return 0;
    }
    Duration left = Async.timeLeft().orElse(LONGEST);
    boolean isLimit = left.compareTo(LONGEST) < 0;
    return isLimit ? (int) Math.max(1, left.plusNanos(999_999_999).toSeconds()) : 0;
  }

  /** Sets the timeout of {@code statement}. Returns whether the driver has accepted it. */
  boolean set(Statement statement, int seconds) {
    try {
      statement.setQueryTimeout(seconds);
      return true;
    } catch (SQLFeatureNotSupportedException e) {
      enabled = false;
      return false;
    } catch (SQLException e) { // closed: the execution says so
      return false;
    }
  }

  /**
   * Returns whether the timeout {@code seconds}, which was set on another statement, holds for the
   * whole connection.
   */
  boolean isWide(Connection connection, int seconds) {
    Boolean known = isWide;
    if (known == null) {
      try (Statement probe = connection.createStatement()) {
        known = probe.getQueryTimeout() == seconds;
        isWide = known;
      } catch (SQLException e) {
        return false;
      }
    }
    return known;
  }
}
