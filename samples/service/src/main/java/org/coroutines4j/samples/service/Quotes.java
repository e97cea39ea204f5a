package org.coroutines4j.samples.service;

// region imports
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.timeLeft;
import static org.coroutines4j.Async.withTimeout;
import static org.coroutines4j.Tasks.awaitAllSettled;
import static org.coroutines4j.Tasks.waitUntil;
import static org.coroutines4j.WaitUntil.ALL_COMPLETED;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.coroutines4j.Outcome;
import org.coroutines4j.Task;
import org.coroutines4j.WaitResult;

// endregion

/** Asks all backends concurrently what they say of an order. */
final class Quotes {
  private final Orders orders;
  private final Backends backends;
  private final Duration deadline;
  private final Metrics metrics;

  Quotes(Orders orders, Backends backends, Duration deadline, Metrics metrics) {
    this.orders = orders;
    this.backends = backends;
    this.deadline = deadline;
    this.metrics = metrics;
  }

  // region quote
  /** Returns a quote of the answers that have arrived by the deadline of the whole request. */
  Quote quote(UUID id) {
    Found found = withTimeout(deadline, () -> find(id)); // stops the statement
    return supervisorScope()
        .named("backends")
        .call(
            scope -> {
              Map<String, Task<JsonObject>> asked = new LinkedHashMap<>();
              for (String name : Backends.NAMES) {
                asked.put(name, scope.named(name).async(() -> backends.ask(name, found.order)));
              }
              WaitResult<Task<JsonObject>> result =
                  waitUntil(ALL_COMPLETED, asked.values(), found.left);
              result.pending().forEach(Task::cancel); // stops the calls that still run
              awaitAllSettled(result.pending()); // one may have failed at the last moment
              return collect(found.order, asked, result.done());
            });
  }

  private record Found(Order order, Duration left) {}

  /** The order of that id, and what finding it has left of the deadline for the backends. */
  private Found find(UUID id) {
    Order order = orders.find(id);
    return new Found(order, timeLeft().orElse(deadline));
  }

  // endregion

  private Quote collect(
      Order order, Map<String, Task<JsonObject>> asked, Set<Task<JsonObject>> done) {
    Map<String, JsonObject> parts = new LinkedHashMap<>();
    Map<String, String> missing = new LinkedHashMap<>();
    asked.forEach(
        (name, task) -> {
          if (!done.contains(task)) {
            metrics.timeout(name);
            missing.put(name, "no answer within " + deadline.toMillis() + " ms");
          } else if (task.outcomeNow() instanceof Outcome.Success<JsonObject> answer) {
            parts.put(name, answer.value());
          } else {
            missing.put(name, reason(task.outcomeNow()));
          }
        });
    return new Quote(order, parts, missing);
  }

  private static String reason(Outcome<JsonObject> outcome) {
    if (outcome instanceof Outcome.Failure<JsonObject> failure) {
      String message = failure.exception().getMessage();
      return message != null ? message : failure.exception().getClass().getSimpleName();
    }
    return "cancelled";
  }
}
