package org.coroutines4j.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.Async.gather;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withContext;

import io.micrometer.context.ContextRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.contextpropagation.ObservationAwareSpanThreadLocalAccessor;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Guards that tasks are spans of OpenTelemetry, and that its context follows them. */
class OpenTelemetryTest {
  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final SdkTracerProvider provider =
      SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(exporter)).build();
  private final io.opentelemetry.api.trace.Tracer otel = provider.get("test");
  private final OtelTracer tracer =
      new OtelTracer(otel, new OtelCurrentTraceContext(), event -> {});
  private final ObservationRegistry registry = ObservationRegistry.create();
  private final TaskObservations observations;

  OpenTelemetryTest() {
    registry.observationConfig().observationHandler(new DefaultTracingObservationHandler(tracer));
    observations = TaskObservations.start(registry);
  }

  @AfterEach
  void close() {
    observations.close();
    provider.close();
    assertThat(Span.current().getSpanContext().isValid()).isFalse();
  }

  private static String currentSpan() {
    return Span.current().getSpanContext().getSpanId();
  }

  private SpanData span(String name) {
    return exporter.getFinishedSpanItems().stream()
        .filter(span -> span.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void tasks_areSpansBelowTheSpanOfTheirStarter() {
    Observation request = Observation.createNotStarted("request", registry).start();
    String[] current = new String[3];
    request.scoped(
        () ->
            taskScope()
                .run(
                    scope ->
                        scope
                            .named("a")
                            .launch(
                                () -> {
                                  current[0] = currentSpan();
                                  gather(
                                      () -> {
                                        current[1] = currentSpan();
                                        taskScope().run(in -> in.named("b").launch(() -> {}));
                                        return null;
                                      });
                                  withContext(
                                      Dispatchers.cpu(),
                                      () -> {
                                        current[2] = currentSpan();
                                      });
                                })));
    request.stop();
    String a = span("a").getSpanId();
    assertThat(current).containsExactly(a, a, a);
    assertThat(span("a").getParentSpanId()).isEqualTo(span("request").getSpanId());
    assertThat(span("b").getParentSpanId()).isEqualTo(a);
    assertThat(span("b").getTraceId()).isEqualTo(span("request").getTraceId());
    assertThat(exporter.getFinishedSpanItems()).hasSize(3);
  }

  @Test
  void failure_isTheStatusOfTheSpan_aCancellationIsAnEvent() {
    Throwable thrown =
        catchThrowable(
            () ->
                taskScope()
                    .run(
                        scope -> {
                          CountDownLatch runs = new CountDownLatch(1);
                          Task<?> blocked =
                              scope
                                  .named("blocked")
                                  .launch(
                                      () -> {
                                        runs.countDown();
                                        Thread.sleep(100_000);
                                      });
                          runs.await();
                          blocked.cancelAndJoin();
                          scope.named("bad").async(() -> Integer.parseInt("x")).await();
                        }));
    assertThat(thrown).isInstanceOf(NumberFormatException.class);
    assertThat(span("bad").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span("blocked").getStatus().getStatusCode()).isNotEqualTo(StatusCode.ERROR);
    assertThat(span("blocked").getEvents())
        .singleElement()
        .satisfies(event -> assertThat(event.getName()).isEqualTo("cancelled"));
  }

  @Test
  void pooledThread_hasNoSpanAfterwards() throws Exception {
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try {
      taskScope()
          .run(
              scope -> {
                scope.on(Dispatchers.from(pool)).named("a").launch(() -> {});
                scope.on(Dispatchers.from(pool)).launch(() -> {});
              });
      assertThat(pool.submit(OpenTelemetryTest::currentSpan).get()).isEqualTo(SpanId.getInvalid());
    } finally {
      pool.shutdown();
    }
    assertThat(span("a").getParentSpanId()).isEqualTo(SpanId.getInvalid());
  }

  /** A span that was made without Micrometer needs an accessor of Micrometer's. */
  @Test
  void spanWithoutAnObservation_isTheParent_byAnAccessor() {
    ContextRegistry contexts = ContextRegistry.getInstance();
    ObservationAwareSpanThreadLocalAccessor accessor =
        new ObservationAwareSpanThreadLocalAccessor(registry, tracer);
    contexts.registerThreadLocalAccessor(accessor);
    try {
      Span request = otel.spanBuilder("request").startSpan();
      try (Scope scope = request.makeCurrent()) {
        assertThat(scope).isNotNull();
        taskScope()
            .run(
                in -> in.launch(() -> taskScope().run(inner -> inner.named("a").launch(() -> {}))));
      } finally {
        request.end();
      }
    } finally {
      contexts.removeThreadLocalAccessor(accessor.key().toString());
    }
    assertThat(span("a").getParentSpanId()).isEqualTo(span("request").getSpanId());
  }
}
