package org.coroutines4j.guide;

// region imports
import static org.coroutines4j.Async.taskScope;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.ObservationView;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.channels.AsyncQueue;
import org.coroutines4j.micrometer.CoroutineMetrics;
import org.coroutines4j.micrometer.TaskObservationContext;
import org.coroutines4j.micrometer.TaskObservations;

// endregion

/** Meters and observations of the tasks of a program. */
public final class MetricsGuide {
  private MetricsGuide() {}

  /** Runs the programs of the page. */
  public static void main(String[] args) {
    meters();
    observations();
  }

  private static void meters() {
    // region bind
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    CoroutineMetrics metrics = CoroutineMetrics.create();
    metrics.bindTo(registry);
    // endregion

    // region register
    AsyncQueue<String> orders = AsyncQueue.fifo(100);
    Dispatcher database = Dispatchers.io().limitedParallelism(4);
    metrics.queue("orders", orders);
    metrics.dispatcher("database", database);
    // endregion

    // region work
    taskScope()
        .named("shop")
        .run(
            scope -> {
              for (int i = 0; i < 5; i++) {
                orders.put("order " + i);
              }
              for (int i = 0; i < 3; i++) {
                scope.named("worker").on(database).launch(orders::get);
              }
            });
    // endregion

    // region scrape
    registry
        .scrape()
        .lines()
        .filter(line -> line.startsWith("coroutines4j"))
        .filter(line -> !line.contains("_seconds_sum") && !line.contains("_seconds_max"))
        .forEach(System.out::println);
    // endregion
    metrics.close();
  }

  private static void observations() {
    ObservationRegistry registry = ObservationRegistry.create();
    registry.observationConfig().observationHandler(new PrintingHandler());
    // region observe
    TaskObservations observations = TaskObservations.start(registry);

    Observation request =
        Observation.createNotStarted("request", registry).contextualName("GET /orders");
    request.observe(
        () ->
            taskScope()
                .run(
                    scope ->
                        scope
                            .named("order")
                            .launch(
                                () ->
                                    taskScope()
                                        .run(inner -> inner.named("pay").launch(() -> {})))));
    observations.close();
    // endregion
  }

  // region handler
  /** Prints each task that has ended, and what it was a part of. */
  static final class PrintingHandler implements ObservationHandler<TaskObservationContext> {
    @Override
    public void onStop(TaskObservationContext context) {
      ObservationView parent = context.getParentObservation();
      System.out.println(
          context.getTask().name()
              + (parent == null ? "" : ", in " + parent.getContextView().getContextualName()));
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
      return context instanceof TaskObservationContext;
    }
  }
  // endregion
}
