package org.coroutines4j.samples.service;

// region imports
import static org.coroutines4j.Async.await;
import static org.coroutines4j.Async.timeLeft;
import static org.coroutines4j.Async.withTimeout;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.coroutines4j.Resource;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.TaskScope;

// endregion

/** All parts of the service together, from its start to its orderly end. */
final class Service {
  private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(1);

  private final Settings settings;
  private final ServiceScope scope;
  private final Metrics metrics = new Metrics();
  private final Events events = new Events();
  private final Database database;
  private final DemoBackends demo;
  private final Backends backends;
  private final Orders orders;
  private final Intake intake;
  private final Operations operations;
  private final Web web;
  private final HttpServer server;

  // region start
  private static final Resource<Vertx> VERTX =
      Resource.of(
          () -> Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1)),
          vertx -> await(vertx.close().toCompletionStage()));

  /** Starts all of it, or nothing: what is in use by the scope is closed with it. */
  static Service start(Settings settings) {
    ServiceScope scope = ServiceScope.open("orders");
    try {
      return new Service(settings, scope);
    } catch (Throwable e) {
      scope.close(settings.grace());
      throw e;
    }
  }

  // endregion

  private Service(Settings settings, ServiceScope scope) {
    this.settings = settings;
    this.scope = scope;
    Vertx vertx = scope.use(VERTX);
    database = scope.use(Database.open(settings));
    orders = new Orders(database);
    orders.createTable();
    demo = DemoBackends.start(vertx);
    String backendsUrl = settings.backendsUrl().isEmpty() ? demo.url() : settings.backendsUrl();
    backends = new Backends(backendsUrl);
    if ((Object) backends.http() instanceof AutoCloseable closeable) { // from JDK 21 on
      AutoCloseable unused = scope.use(closeable);
    }

    TaskScope tasks = scope.with(metrics.countedTasks());
    intake =
        new Intake(
            tasks,
            settings.queueCapacity(),
            settings.workers(),
            settings.batchSize(),
            orders::insert);
    events.tellRates(tasks, metrics, intake);
    Quotes quotes = new Quotes(orders, backends, settings.deadline(), metrics);
    operations = new Operations(database, metrics);
    web = new Web(vertx, new Requests(tasks, metrics));
    gauges();
    server =
        web.listen(settings.port(), new Api(intake, orders, quotes, events, metrics), operations);
  }

  private void gauges() {
    metrics.gauge("orders.queue.depth", intake::depth);
    metrics.counter("orders.write.failures", intake::failures);
    metrics.gauge("orders.statements.running", database::runningStatements);
    metrics.gauge("orders.connections.used", database::usedConnections);
    metrics.gauge("orders.backend.calls", backends::runningCalls);
    metrics.gauge("orders.listeners", events::listeners);
    metrics.gauge("orders.clients", web::connections);
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
  /**
   * Writes what was accepted, then ends the requests, within a second, and then all tasks. All of
   * this happens within the grace time. Closing the resources of the tasks comes after it.
   */
  void stop() {
    withTimeout(
        settings.grace(),
        () -> {
          try {
            drain(settings.grace().multipliedBy(3).dividedBy(4)); // the rest is for the requests
            long millis = Math.min(LONGEST_GOODBYE.toMillis(), left().dividedBy(2).toMillis());
            await(server.shutdown(millis, TimeUnit.MILLISECONDS).toCompletionStage());
          } finally {
            scope.close(left()); // its tasks, then what it uses
          }
        });
  }

  /** What is left of the grace time. */
  private static Duration left() {
    return timeLeft().orElse(Duration.ZERO);
  }

  /** Refuses new orders, and writes those that were accepted. */
  void drain(Duration atMost) {
    operations.beginEnding();
    intake.drain(atMost);
  }
  // endregion
}
