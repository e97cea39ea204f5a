package org.coroutines4j.kotlin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withContext;

import io.micrometer.context.ContextRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.extension.kotlin.ContextExtensionsKt;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import kotlinx.coroutines.slf4j.MDCContext;
import org.coroutines4j.Async;
import org.coroutines4j.ContextElement;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Task;
import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** Guards that thread-locals of other libraries follow tasks. */
class ContextTest {
  private static final ThreadLocal<String> TENANT = new ThreadLocal<>();
  private static final String KEY = "coroutines4j.test.tenant";

  @AfterEach
  void forget() {
    ContextRegistry.getInstance().removeThreadLocalAccessor(KEY);
    TENANT.remove();
    MDC.clear();
  }

  @Test
  void mdc_followsTasks() {
    MDC.put("request", "r1");
    ContextElement mdc = KotlinInterop.contextElement(new MDCContext());
    MDC.clear();
    taskScope()
        .with(mdc)
        .run(
            scope -> {
              assertThat(MDC.get("request")).isEqualTo("r1");
              Task<String> seen = scope.async(() -> MDC.get("request"));
              assertThat(seen.await()).isEqualTo("r1");
            });
    assertThat(MDC.get("request")).isNull();
  }

  @Test
  void openTelemetry_followsTasks() {
    try (SdkTracerProvider provider = SdkTracerProvider.builder().build()) {
      Span span = provider.get("test").spanBuilder("work").startSpan();
      try (Scope current = span.makeCurrent()) {
        assertThat(current).isNotNull();
        ContextElement telemetry =
            KotlinInterop.contextElement(ContextExtensionsKt.asContextElement(Context.current()));
        String id =
            taskScope()
                .with(telemetry)
                .call(
                    scope ->
                        scope.async(() -> Span.current().getSpanContext().getSpanId()).await());
        assertThat(id).isEqualTo(span.getSpanContext().getSpanId());
      }
      span.end();
    }
  }

  @Test
  void registeredAccessors_areCarriedIntoTasks_byThemselves() {
    ContextRegistry.getInstance()
        .registerThreadLocalAccessor(KEY, TENANT::get, TENANT::set, TENANT::remove);
    TENANT.set("acme");
    taskScope()
        .run(
            scope -> {
              Task<Map.Entry<String, String>> seen =
                  scope.async(
                      () -> {
                        String outer = TENANT.get();
                        TENANT.set("inner");
                        return Map.entry(
                            outer, taskScope().call(s -> s.async(TENANT::get).await()));
                      });
              assertThat(seen.await()).isEqualTo(Map.entry("acme", "inner"));
              TENANT.remove();
              assertThat(scope.async(TENANT::get).await()).isNull();
            });
  }

  @Test
  void whatATaskHasSet_isNotLost_whenItsContextIsAppliedAgain() {
    ContextRegistry.getInstance()
        .registerThreadLocalAccessor(KEY, TENANT::get, TENANT::set, TENANT::remove);
    TENANT.set("outside");
    assertThat(withContext(Dispatchers.cpu(), TENANT::get)).isEqualTo("outside");
    taskScope()
        .run(
            scope ->
                scope.launch(
                    () -> {
                      TENANT.set("inner");
                      assertThat(withContext(Dispatchers.cpu(), TENANT::get)).isEqualTo("inner");
                      ContextElement other = ContextElement.threadLocal(new ThreadLocal<>(), "x");
                      String within = taskScope().with(other).call(s -> TENANT.get());
                      assertThat(within).isEqualTo("inner");
                    }));
  }

  @Test
  void valuesSetForEachItem_areSeenByItsCall() {
    ContextRegistry.getInstance().registerThreadLocalAccessor(KEY, TENANT);
    AsyncFlow<Integer> source = AsyncFlow.range(0, 20).onEach(i -> TENANT.set("tenant " + i));
    List<String> expected = IntStream.range(0, 20).mapToObj(i -> i + " tenant " + i).toList();
    assertThat(source.mapConcurrent(3, i -> i + " " + TENANT.get()).toList()).isEqualTo(expected);
    Iterator<Integer> numbers = IntStream.range(0, 20).iterator();
    Iterable<Integer> items =
        () ->
            new Iterator<>() {
              @Override
              public boolean hasNext() {
                return numbers.hasNext();
              }

              @Override
              public Integer next() {
                int next = numbers.next();
                TENANT.set("tenant " + next);
                return next;
              }
            };
    assertThat(Async.mapConcurrent(items, 3, i -> i + " " + TENANT.get())).isEqualTo(expected);
  }
}
