package org.coroutines4j.samples.service;

import static org.coroutines4j.Async.await;
import static org.coroutines4j.Async.withTimeoutOrEmpty;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.UUID;
import org.coroutines4j.TaskFailedException;
import org.coroutines4j.Tasks;
import org.jspecify.annotations.Nullable;

/** The HTTP face of the service. */
final class Web {
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(2);
  private static final int LONGEST_BODY = 16 * 1024;

  private final Vertx vertx;
  private final Requests requests;
  private final Intake intake;
  private final Orders orders;
  private final Quotes quotes;
  private final Events events;
  private final Database database;
  private final Metrics metrics;
  private final Arrivals arrivals;
  private volatile boolean ending;

  Web(
      Vertx vertx,
      Requests requests,
      Intake intake,
      Orders orders,
      Quotes quotes,
      Events events,
      Database database,
      Metrics metrics) {
    this.vertx = vertx;
    this.requests = requests;
    this.intake = intake;
    this.orders = orders;
    this.quotes = quotes;
    this.events = events;
    this.database = database;
    this.metrics = metrics;
    this.arrivals = new Arrivals(vertx);
  }

  HttpServer listen(int port) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost("127.0.0.1")
            .setPort(port)
            .setHttp2ClearTextEnabled(false); // else it tells of no connection that is silent
    HttpServer server =
        vertx
            .createHttpServer(options)
            .connectionHandler(arrivals::connected)
            .requestHandler(router());
    return await(server.listen().toCompletionStage());
  }

  /** Nothing more is accepted. */
  void beginEnding() {
    ending = true;
  }

  private Router router() {
    Router router = Router.router(vertx);
    router
        .route()
        .handler(
            context -> {
              arrivals.began(context.request());
              context.next();
            });
    router
        .post("/orders")
        .handler(BodyHandler.create(false).setBodyLimit(LONGEST_BODY))
        .handler(context -> requests.serve(context, "POST /orders", this::accept))
        .failureHandler(Web::bodyRefused);
    router
        .get("/orders/:id/quote")
        .handler(context -> requests.serve(context, "GET quote", this::quote));
    router.get("/orders/:id").handler(context -> requests.serve(context, "GET order", this::order));
    router.get("/events").handler(context -> requests.serve(context, "GET events", this::events));
    router.get("/").handler(context -> context.response().sendFile("page.html"));
    router.get("/tasks").handler(context -> send(context, Reply.json(200, Tasks.dumpJson())));
    router
        .get("/metrics")
        .handler(context -> send(context, Reply.text("text/plain", metrics.scrape())));
    router.get("/health/live").handler(context -> send(context, Reply.text("text/plain", "ok")));
    router
        .get("/health/ready")
        .handler(context -> requests.serve(context, "GET ready", this::ready));
    router.errorHandler(404, context -> send(context, Reply.error(404, "no such path")));
    router.errorHandler(405, context -> send(context, Reply.error(405, "not with this method")));
    return router;
  }

  private static void send(RoutingContext context, Reply reply) {
    Requests.send(context.response(), reply);
  }

  private static void bodyRefused(RoutingContext context) {
    if (context.statusCode() == 413) {
      send(context, Reply.error(413, "a body has at most " + LONGEST_BODY + " bytes"));
    } else if (!context.response().closed()) { // or it has not arrived in time
      send(context, Reply.error(400, "the body could not be read"));
    }
  }

  // region orders
  private Reply accept(RoutingContext context) {
    Order order = Order.from(body(context));
    if (!intake.accept(order)) {
      return Reply.error(503, "too many orders wait to be written").with("Retry-After", "1");
    }
    metrics.accepted();
    events.tell(new Event("order", order.toJson()));
    return Reply.json(202, new JsonObject().put("id", order.id().toString()))
        .with("Location", "/orders/" + order.id());
  }

  private Reply quote(RoutingContext context) {
    return Reply.json(200, quotes.quote(id(context)).toJson());
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

  private Reply order(RoutingContext context) {
    return Reply.json(200, orders.find(id(context)).toJson());
  }

  private @Nullable Reply events(RoutingContext context) {
    events.stream(context.response());
    return null;
  }

  private Reply ready(RoutingContext context) {
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
