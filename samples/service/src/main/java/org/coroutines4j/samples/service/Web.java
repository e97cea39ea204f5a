package org.coroutines4j.samples.service;

import static org.coroutines4j.Async.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP face of the service: which path leads where. */
final class Web {
  /** Longer than most clients keep a connection that they reuse. */
  private static final int IDLE_SECONDS = 75;

  private static final Logger LOG = LoggerFactory.getLogger(Web.class);
  private static final int LONGEST_BODY = 16 * 1024;

  private final Vertx vertx;
  private final Requests requests;
  private final AtomicInteger connections = new AtomicInteger();

  Web(Vertx vertx, Requests requests) {
    this.vertx = vertx;
    this.requests = requests;
  }

  /** Returns how many clients are connected. */
  int connections() {
    return connections.get();
  }

  HttpServer listen(int port, Api api, Operations operations) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost("127.0.0.1")
            .setPort(port)
            .setIdleTimeout(IDLE_SECONDS)
            .setHttp2ClearTextEnabled(false); // otherwise it does not report silent connections
    HttpServer server =
        vertx
            .createHttpServer(options)
            .connectionHandler(this::connected)
            .requestHandler(router(api, operations));
    return await(server.listen().toCompletionStage());
  }

  private void connected(HttpConnection connection) {
    connections.incrementAndGet();
    connection.closeHandler(closed -> connections.decrementAndGet());
  }

  private Router router(Api api, Operations operations) {
    Router router = Router.router(vertx);
    router.route().handler(Web::identify);
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

  private static void identify(RoutingContext context) {
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
    } else { // the client closed the connection in the middle of it
      send(context, Reply.error(400, "the body could not be read"));
    }
  }

  private static void send(RoutingContext context, Reply reply) {
    Requests.send(context.response(), reply);
  }
}
