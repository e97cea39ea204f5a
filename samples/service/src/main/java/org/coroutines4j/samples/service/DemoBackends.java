package org.coroutines4j.samples.service;

import static org.coroutines4j.Async.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The services that a quote asks, as they are in real life: the price comes soon, the stock fails
 * each third time, the shipping takes its time, and each twentieth time far too long.
 */
final class DemoBackends {
  private final Vertx vertx;
  private final Set<String> hanging = ConcurrentHashMap.newKeySet();
  private final AtomicInteger running = new AtomicInteger();
  private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
  private final AtomicInteger failures = new AtomicInteger();
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

  /** How often the stock has failed. */
  int failures() {
    return failures.get();
  }

  private void answer(HttpServerRequest request) {
    String backend = String.valueOf(request.path()).substring(1);
    Answer answer = new Answer(request);
    if (hanging.contains(backend)) {
      return;
    }
    int number = asked.computeIfAbsent(backend, name -> new AtomicInteger()).incrementAndGet();
    switch (backend) {
      case "price" -> answer.in(10, 200, new JsonObject().put("cents", 1250));
      case "stock" -> stock(answer, number);
      case "shipping" ->
          answer.in(number % 20 == 0 ? 60_000 : 150, 200, new JsonObject().put("days", 3));
      default -> answer.in(1, 404, new JsonObject());
    }
  }

  private void stock(Answer answer, int number) {
    if (number % 3 == 0) {
      failures.incrementAndGet();
      answer.in(20, 503, new JsonObject());
    } else {
      answer.in(20, 200, new JsonObject().put("available", 100 + number % 50));
    }
  }

  /** One answer, which is due some time, unless the client goes before; on the event loop. */
  private final class Answer {
    private final HttpServerRequest request;
    private boolean ended;
    private long timer = -1;

    Answer(HttpServerRequest request) {
      this.request = request;
      running.incrementAndGet();
      request.response().endHandler(answered -> end());
      request.response().closeHandler(gone -> end());
    }

    void in(int millis, int status, JsonObject body) {
      timer =
          vertx.setTimer(
              millis,
              due -> {
                Future<Void> unused = request.response().setStatusCode(status).end(body.encode());
              });
    }

    private void end() {
      if (!ended) {
        ended = true;
        running.decrementAndGet();
        vertx.cancelTimer(timer);
      }
    }
  }
}
