package org.coroutines4j.samples.service;

import static org.coroutines4j.Async.await;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import java.util.concurrent.TimeUnit;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.TaskScope;

/** All parts of the service together, from its start to its orderly end. */
final class Service {
  private final Settings settings;
  private final ServiceScope scope = TaskScope.open("orders");
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Metrics metrics = new Metrics();
  private final Database database;
  private final DemoBackends demo;
  private final Backends backends;
  private final Orders orders;
  private final Intake intake;
  private final Events events = new Events();
  private final Web web;
  private final HttpServer server;

  private Service(Settings settings) {
    this.settings = settings;
    database = Database.open(settings);
    demo = DemoBackends.start(vertx);
    backends = new Backends(settings.backendsUrl().isEmpty() ? demo.url() : settings.backendsUrl());
    orders = new Orders(database);
    orders.createTable();
    intake =
        new Intake(
            scope,
            settings.queueCapacity(),
            settings.workers(),
            settings.batchSize(),
            orders::insert);
    events.tellRates(scope, metrics, intake);
    Quotes quotes = new Quotes(orders, backends, settings.deadline(), metrics);
    Requests requests = new Requests(scope, metrics);
    web = new Web(vertx, requests, intake, orders, quotes, events, database, metrics);
    metrics.gauge("orders.queue.depth", intake::depth);
    metrics.gauge("orders.write.failures", intake::failures);
    metrics.gauge("orders.statements.running", database::runningStatements);
    metrics.gauge("orders.connections.used", database::usedConnections);
    metrics.gauge("orders.backend.calls", backends::runningCalls);
    metrics.gauge("orders.listeners", events::listeners);
    server = web.listen(settings.port());
  }

  static Service start(Settings settings) {
    return new Service(settings);
  }

  String url() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  DemoBackends demo() {
    return demo;
  }

  Intake intake() {
    return intake;
  }

  Database database() {
    return database;
  }

  Orders orders() {
    return orders;
  }

  Events events() {
    return events;
  }

  Backends backends() {
    return backends;
  }

  Metrics metrics() {
    return metrics;
  }

  // region stop
  /** Writes what was accepted, then ends everything; each takes at most the grace time. */
  void stop() {
    drain();
    await(server.shutdown(1, TimeUnit.SECONDS).toCompletionStage()); // requests end
    scope.close(settings.grace());
    await(vertx.close().toCompletionStage());
    database.close();
  }

  /** Refuses new orders, and writes those that were accepted. */
  void drain() {
    web.beginEnding();
    intake.drain(settings.grace());
  }
  // endregion
}
