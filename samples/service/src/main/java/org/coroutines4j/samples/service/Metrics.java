package org.coroutines4j.samples.service;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.coroutines4j.ContextElement;

/** What the service counts and measures. */
final class Metrics {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final List<LongSupplier> counted = new CopyOnWriteArrayList<>();
  private final AtomicInteger tasks = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicLong accepted = new AtomicLong();

  Metrics() {
    gauge("orders.tasks.running", tasks::get);
    gauge("orders.requests.running", requests::get);
    gauge("orders.threads", ManagementFactory.getThreadMXBean()::getThreadCount);
    counter("orders.accepted", accepted::get);
  }

  // region tasks
  /** For a scope: counts its tasks, and those that they start, while their bodies run. */
  ContextElement countedTasks() {
    return ContextElement.around(
        body -> {
          tasks.incrementAndGet();
          try {
            body.run();
          } finally {
            tasks.decrementAndGet();
          }
        });
  }

  // endregion

  void gauge(String name, IntSupplier value) {
    Gauge.builder(name, value, IntSupplier::getAsInt)
        .strongReference(true) // no other code keeps the lambda
        .register(registry);
  }

  /** For what only grows. */
  void counter(String name, LongSupplier value) {
    FunctionCounter.builder(name, value, LongSupplier::getAsLong).register(registry);
    counted.add(value); // the registry holds it weakly
  }

  /** A request begins. */
  void began() {
    requests.incrementAndGet();
  }

  /** It has ended, after {@code took}, with this status; 499 is for a client that has gone. */
  void ended(String route, int status, Duration took) {
    requests.decrementAndGet();
    Timer.builder("orders.requests")
        .tag("route", route)
        .tag("status", Integer.toString(status))
        .register(registry)
        .record(took);
  }

  /** The deadline has struck while {@code what} was missing. */
  void timeout(String what) {
    Counter.builder("orders.timeouts").tag("of", what).register(registry).increment();
  }

  /** A task was cancelled, because of {@code why}. */
  void cancelled(String why) {
    Counter.builder("orders.cancellations").tag("because", why).register(registry).increment();
  }

  /** An order was accepted. */
  void accepted() {
    accepted.incrementAndGet();
  }

  long acceptedSoFar() {
    return accepted.get();
  }

  int runningTasks() {
    return tasks.get();
  }

  int runningRequests() {
    return requests.get();
  }

  /** All of it, as Prometheus reads it. */
  String scrape() {
    return registry.scrape();
  }
}
