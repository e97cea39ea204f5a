package org.coroutines4j.samples.service;

import static org.coroutines4j.Async.ensureActive;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.coroutines4j.ContextElement;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.TimeoutExceededException;
import org.coroutines4j.channels.QueueShutdownException;
import org.coroutines4j.function.ThrowingFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Runs each request in a task, which ends with the client: plain Java above an event loop. */
final class Requests {
  private static final Logger LOG = LoggerFactory.getLogger(Requests.class);
  private static final String ID = "X-Request-Id";
  private static final int CLIENT_GONE = 499; // as nginx calls it

  private final TaskScope scope;
  private final Metrics metrics;

  Requests(TaskScope scope, Metrics metrics) {
    this.scope = scope;
    this.metrics = metrics;
  }

  /** Answers the requests of {@code route} with what {@code handler} returns, or has answered. */
  Handler<RoutingContext> by(
      String route, ThrowingFunction<RoutingContext, @Nullable Reply> handler) {
    return context -> serve(context, route, handler);
  }

  // region request
  private void serve(
      RoutingContext context,
      String route,
      ThrowingFunction<RoutingContext, @Nullable Reply> handler) {
    String id = String.valueOf(context.response().headers().get(ID));
    Task<?> task =
        scope
            .named(route)
            .with(mdc("request", id)) // in each log line of each task of the request
            .lazily()
            .launch(() -> answer(context, route, handler));
    context
        .response()
        .closeHandler(gone -> task.cancel("the client of request " + id + " has gone"));
    task.start(); // when it is known what ends it
  }

  private static ContextElement mdc(String key, String value) {
    return ContextElement.around(
        body -> {
          MDC.put(key, value);
          try {
            body.run();
          } finally {
            MDC.remove(key);
          }
        });
  }

  // endregion

  /** Gives it an id, or takes that which the client has given. */
  static void identify(RoutingContext context) {
    String given = context.request().getHeader(ID);
    boolean usable = given != null && given.matches("[\\w-]{1,64}");
    context.response().putHeader(ID, usable ? given : UUID.randomUUID().toString());
  }

  private void answer(
      RoutingContext context,
      String route,
      ThrowingFunction<RoutingContext, @Nullable Reply> handler) {
    long begin = System.nanoTime();
    int status = CLIENT_GONE;
    metrics.began();
    try {
      status = answered(context.response(), reply(context, handler));
    } catch (CancellationException e) {
      metrics.cancelled(route);
      LOG.info("{} cancelled: {}", route, e.getMessage());
      throw e;
    } finally {
      breakOff(context.response());
      metrics.ended(route, status, Duration.ofNanos(System.nanoTime() - begin));
    }
  }

  /** The status; null is for a handler that has answered itself. */
  private static int answered(HttpServerResponse response, @Nullable Reply reply) {
    if (reply == null) {
      return 200;
    }
    if (response.headWritten() || response.closed()) {
      return CLIENT_GONE; // a write of the handler has failed, or would
    }
    send(response, reply);
    return reply.status();
  }

  private @Nullable Reply reply(
      RoutingContext context, ThrowingFunction<RoutingContext, @Nullable Reply> handler) {
    try {
      return handler.apply(context);
    } catch (BadRequest e) {
      return Reply.error(400, String.valueOf(e.getMessage()));
    } catch (UnknownOrder e) {
      return Reply.error(404, String.valueOf(e.getMessage()));
    } catch (TimeoutExceededException e) {
      metrics.timeout("database");
      return Reply.error(504, "the database did not answer in time");
    } catch (QueueShutdownException e) {
      return Reply.error(503, "the service is ending").with("Retry-After", "5");
    } catch (Exception e) {
      ensureActive(); // throws if this task was cancelled
      return failed(context.response(), e);
    }
  }

  private static Reply failed(HttpServerResponse response, Exception failure) {
    if (response.headWritten() || response.closed()) {
      LOG.info("the answer ends early: {}", failure.toString());
    } else if (failure.getCause() instanceof SQLException) {
      LOG.error("database: {}", failure.toString());
      return Reply.error(503, "the database does not answer").with("Retry-After", "5");
    } else {
      LOG.error("request failed", failure);
    }
    return Reply.error(500, "internal error; the log knows more about this request id");
  }

  /** Breaks off a request whose client still waits, after an Error or at the end. */
  private static void breakOff(HttpServerResponse response) {
    if (!response.ended() && !response.closed()) {
      Future<Void> unused = response.reset();
    }
  }

  static void send(HttpServerResponse response, Reply reply) {
    if (response.closed() || response.ended()) {
      return;
    }
    response.setStatusCode(reply.status()).putHeader("Content-Type", reply.type());
    reply.headers().forEach(response::putHeader);
    Future<Void> unused = response.end(reply.body()); // it fails when the client has gone
  }
}
