package org.coroutines4j.samples.service;

import static org.coroutines4j.Async.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP face of the service: which path leads where. */
final class Web {
  /** For a request to arrive, head and body. */
  static final Duration ARRIVAL = Duration.ofSeconds(5);

  /** Until the next request of a connection; longer than most clients keep one that they reuse. */
  private static final Duration IDLE = Duration.ofSeconds(75);

  private static final Logger LOG = LoggerFactory.getLogger(Web.class);
  private static final int LONGEST_BODY = 16 * 1024;

  private final Vertx vertx;
  private final Requests requests;
  private final Arrivals arrivals;

  Web(Vertx vertx, Requests requests) {
    this.vertx = vertx;
    this.requests = requests;
    this.arrivals = new Arrivals(vertx, ARRIVAL, IDLE);
  }

  /** How many clients are connected. */
  int connections() {
    return arrivals.connections();
  }

  HttpServer listen(int port, Api api, Operations operations) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost("127.0.0.1")
            .setPort(port)
            .setHttp2ClearTextEnabled(false); // else it tells of no connection that is silent
    HttpServer server =
        vertx
            .createHttpServer(options)
            .connectionHandler(arrivals::connected)
            .requestHandler(router(api, operations));
    return await(server.listen().toCompletionStage());
  }

  private Router router(Api api, Operations operations) {
    Router router = Router.router(vertx);
    router.route().handler(this::began);
    router
        .post("/orders")
        .handler(BodyHandler.create(false).setBodyLimit(LONGEST_BODY))
        .failureHandler(Web::bodyRefused);
    router.post("/orders").handler(requests.by("POST /orders", api::accept));
    router.get("/orders/:id/quote").handler(requests.by("GET quote", api::quote));
    router.get("/orders/:id").handler(requests.by("GET order", api::order));
    router.get("/events").handler(requests.by("GET events", api::events));
    router.get("/").handler(context -> context.response().sendFile("page.html"));
    router.get("/tasks").handler(requests.by("GET tasks", operations::tasks));
    router.get("/metrics").handler(requests.by("GET metrics", operations::metrics));
    router.get("/health/ready").handler(requests.by("GET ready", operations::ready));
    router.get("/health/live").handler(context -> send(context, Reply.text("text/plain", "ok")));
    router.errorHandler(400, context -> send(context, Reply.error(400, "not a path of HTTP")));
    router.errorHandler(404, context -> send(context, Reply.error(404, "no such path")));
    router.errorHandler(405, context -> send(context, Reply.error(405, "not with this method")));
    router.errorHandler(500, Web::failed);
    return router;
  }

  private void began(RoutingContext context) {
    arrivals.began(context.request());
    Requests.identify(context);
    context.next();
  }

  private static void failed(RoutingContext context) {
    LOG.error("request failed", context.failure());
    send(context, Reply.error(500, "internal error"));
  }

  private static void bodyRefused(RoutingContext context) {
    if (context.statusCode() == 413) {
      send(context, Reply.error(413, "a body has at most " + LONGEST_BODY + " bytes"));
    } else { // or it has not arrived in time
      send(context, Reply.error(400, "the body could not be read"));
    }
  }

  private static void send(RoutingContext context, Reply reply) {
    Requests.send(context.response(), reply);
  }
}
