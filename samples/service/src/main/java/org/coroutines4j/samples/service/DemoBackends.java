package org.coroutines4j.samples.service;

import static org.coroutines4j.Async.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The services that a quote asks, as they are in real life: the price comes soon, the stock fails
 * each third time, the shipping takes its time, and each twentieth time far too long.
 */
final class DemoBackends {
  private final Vertx vertx;
  private final Set<String> hanging = ConcurrentHashMap.newKeySet();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger asked = new AtomicInteger();
  private final HttpServer server;

  private DemoBackends(Vertx vertx) {
    this.vertx = vertx;
    this.server = vertx.createHttpServer().requestHandler(this::answer);
  }

  static DemoBackends start(Vertx vertx) {
    DemoBackends backends = new DemoBackends(vertx);
    HttpServer unused = await(backends.server.listen(0, "127.0.0.1").toCompletionStage());
    return backends;
  }

  String url() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  /** From now on {@code backend} does not answer, or does again. */
  void hang(String backend, boolean hangs) {
    if (hangs) {
      hanging.add(backend);
    } else {
      hanging.remove(backend);
    }
  }

  /** How many requests have neither been answered nor given up. */
  int running() {
    return running.get();
  }

  private void answer(HttpServerRequest request) {
    AtomicBoolean over = new AtomicBoolean();
    running.incrementAndGet();
    request.response().endHandler(answered -> ended(over));
    request.response().closeHandler(gone -> ended(over));
    String backend = String.valueOf(request.path()).substring(1);
    if (hanging.contains(backend)) {
      return;
    }
    int number = asked.incrementAndGet();
    switch (backend) {
      case "price" -> answerIn(10, request, 200, new JsonObject().put("cents", 1250));
      case "stock" -> answerIn(20, request, number % 3 == 0 ? 503 : 200, stock(number));
      case "shipping" ->
          answerIn(number % 20 == 0 ? 60_000 : 150, request, 200, new JsonObject().put("days", 3));
      default -> answerIn(1, request, 404, new JsonObject());
    }
  }

  private static JsonObject stock(int number) {
    return new JsonObject().put("available", 100 + number % 50);
  }

  private void answerIn(int millis, HttpServerRequest request, int status, JsonObject body) {
    long timer =
        vertx.setTimer(millis, due -> request.response().setStatusCode(status).end(body.encode()));
    request.exceptionHandler(gone -> vertx.cancelTimer(timer));
  }

  private void ended(AtomicBoolean over) {
    if (over.compareAndSet(false, true)) {
      running.decrementAndGet();
    }
  }
}
