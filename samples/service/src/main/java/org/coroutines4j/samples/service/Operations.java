package org.coroutines4j.samples.service;

import static org.coroutines4j.Async.withTimeoutOrEmpty;

import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import org.coroutines4j.Diagnostics;
import org.coroutines4j.TaskFailedException;

/** What operators ask the service. */
final class Operations {
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(2);

  private final Database database;
  private final Metrics metrics;
  private volatile boolean ending;

  Operations(Database database, Metrics metrics) {
    this.database = database;
    this.metrics = metrics;
  }

  /** From now on it is not ready. */
  void beginEnding() {
    ending = true;
  }

  Reply metrics(RoutingContext context) {
    return Reply.text("text/plain", metrics.scrape());
  }

  Reply tasks(RoutingContext context) {
    return Reply.json(200, Diagnostics.dumpJson());
  }

  Reply ready(RoutingContext context) {
    if (ending) {
      return Reply.error(503, "the service is ending");
    }
    try {
      boolean reachable = withTimeoutOrEmpty(LONGEST_LOOK, database::isReachable).orElse(false);
      if (reachable) {
        return Reply.text("text/plain", "ready");
      }
    } catch (TaskFailedException e) {
      // told below
    }
    return Reply.error(503, "the database does not answer");
  }
}
