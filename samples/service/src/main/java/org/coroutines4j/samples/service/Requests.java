package org.coroutines4j.samples.service;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
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
  private static final int CLIENT_GONE = 499; // as nginx calls it

  private final TaskScope scope;
  private final Metrics metrics;

  Requests(TaskScope scope, Metrics metrics) {
    this.scope = scope;
    this.metrics = metrics;
  }

  // region request
  /** Answers with what {@code handler} returns; null if that has answered. */
  void serve(
      RoutingContext context,
      String route,
      ThrowingFunction<RoutingContext, @Nullable Reply> handler) {
    String id = requestId(context);
    context.response().putHeader("X-Request-Id", id);
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

  private static String requestId(RoutingContext context) {
    String given = context.request().getHeader("X-Request-Id");
    return given != null && given.matches("[\\w-]{1,64}") ? given : UUID.randomUUID().toString();
  }

  private void answer(
      RoutingContext context,
      String route,
      ThrowingFunction<RoutingContext, @Nullable Reply> handler) {
    long begin = System.nanoTime();
    int status = CLIENT_GONE;
    metrics.began();
    try {
      Reply reply = reply(context, handler);
      status = reply == null ? 200 : reply.status();
      if (reply != null) {
        send(context.response(), reply);
      }
    } catch (CancellationException e) {
      metrics.cancelled(route);
      LOG.info("{} cancelled: {}", route, e.getMessage());
      throw e;
    } finally {
      metrics.ended(route, status, Duration.ofNanos(System.nanoTime() - begin));
    }
  }

  private @Nullable Reply reply(
      RoutingContext context, ThrowingFunction<RoutingContext, @Nullable Reply> handler) {
    try {
      return handler.apply(context);
    } catch (CancellationException e) {
      throw e;
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
      if (context.response().headWritten()) { // found out by a write, before the close is told
        throw new CancellationException("the client has gone: " + e.getMessage());
      }
      LOG.error("request failed", e);
      return Reply.error(500, "internal error; the log knows more about this request id");
    }
  }

  static void send(HttpServerResponse response, Reply reply) {
    if (response.closed() || response.ended()) {
      return;
    }
    response.setStatusCode(reply.status()).putHeader("Content-Type", reply.type());
    reply.headers().forEach(response::putHeader);
    response.end(reply.body());
  }
}
