package org.coroutines4j.samples.service;

import static org.coroutines4j.Async.withTimeout;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What clients can ask for. */
final class Api {
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(2);

  private final Intake intake;
  private final Orders orders;
  private final Quotes quotes;
  private final Events events;
  private final Metrics metrics;

  Api(Intake intake, Orders orders, Quotes quotes, Events events, Metrics metrics) {
    this.intake = intake;
    this.orders = orders;
    this.quotes = quotes;
    this.events = events;
    this.metrics = metrics;
  }

  // region orders
  Reply accept(RoutingContext context) {
    Order order = Order.from(body(context));
    if (!intake.accept(order)) {
      return Reply.error(503, "too many orders wait to be written").with("Retry-After", "1");
    }
    metrics.accepted();
    events.tell(new Event("order", order.toJson()));
    return Reply.json(202, new JsonObject().put("id", order.id().toString()))
        .with("Location", "/orders/" + order.id());
  }

  Reply order(RoutingContext context) {
    UUID id = id(context);
    return Reply.json(200, withTimeout(LONGEST_LOOK, () -> orders.find(id)).toJson());
  }

  Reply quote(RoutingContext context) {
    return Reply.json(200, quotes.quote(id(context)).toJson());
  }

  @Nullable Reply events(RoutingContext context) {
    events.stream(context.response());
    return null;
  }

  // endregion

  private static JsonObject body(RoutingContext context) {
    try {
      Buffer body = context.body().buffer();
      if (body != null) {
        return body.toJsonObject();
      }
    } catch (DecodeException | ClassCastException e) {
      throw new BadRequest("the body is no JSON object: " + firstLine(e));
    }
    throw new BadRequest("the body must be a JSON object, but is empty");
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static UUID id(RoutingContext context) {
    String id = context.pathParam("id");
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw new BadRequest("an order has a UUID for an id, but this is '" + id + "'");
    }
  }
}
