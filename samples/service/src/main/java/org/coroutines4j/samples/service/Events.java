package org.coroutines4j.samples.service;

import static org.coroutines4j.Async.await;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.coroutines4j.TaskScope;
import org.coroutines4j.channels.Overflow;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.MutableSharedFlow;

/** What happens in the service, for anybody who listens. */
final class Events {
  private static final Duration HEARTBEAT = Duration.ofSeconds(3);
  private static final Buffer COMMENT = Buffer.buffer(": still here\n\n");

  // region events
  /** A client that is 256 events behind misses the oldest, and delays no other client. */
  private final MutableSharedFlow<Buffer> events =
      MutableSharedFlow.create(0, 256, Overflow.DROP_OLDEST);

  void tell(Event event) {
    boolean unused = events.tryEmit(event.encode()); // on any thread: it never has to wait
  }

  /** Writes all events to {@code response}, until the task is cancelled. */
  void stream(HttpServerResponse response) {
    response.setChunked(true).putHeader("Content-Type", "text/event-stream");
    AsyncFlow.ticker(HEARTBEAT)
        .map(tick -> COMMENT)
        .mergeWith(events)
        .collect(buffer -> await(response.write(buffer).toCompletionStage())); // at its pace
  }

  // endregion

  /** Tells once a second how the service is doing. */
  void tellRates(TaskScope scope, Metrics metrics, Intake intake) {
    scope
        .named("rates")
        .launch(
            () -> {
              long before = metrics.acceptedSoFar();
              for (Long second : AsyncFlow.ticker(Duration.ofSeconds(1))) {
                long now = metrics.acceptedSoFar();
                JsonObject rates =
                    new JsonObject()
                        .put("second", second)
                        .put("ordersPerSecond", now - before)
                        .put("queue", intake.depth())
                        .put("tasksRunning", metrics.runningTasks())
                        .put("listeners", listeners());
                tell(new Event("rates", rates));
                before = now;
              }
            });
  }

  /** How many clients listen. */
  int listeners() {
    return events.collectors();
  }
}
