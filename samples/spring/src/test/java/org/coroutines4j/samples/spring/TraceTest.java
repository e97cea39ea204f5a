package org.coroutines4j.samples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Guards the trace of a quote: the request, its task, the tasks of the backends, and their calls.
 */
class TraceTest {
  @Configuration(proxyBeanMethods = false)
  static class Exporter {
    @Bean
    InMemorySpanExporter spansInMemory() {
      return InMemorySpanExporter.create();
    }
  }

  @Test
  void quote_isOneTrace_withTheBackendsBelowItsTask() throws Exception {
    try (Shop shop = Shop.with(Exporter.class, "shop.quote-deadline=40s")) {
      shop.client.get("/quote/tea");
      List<SpanData> spans = new ArrayList<>();
      Shop.until(
          "the span of the request has ended",
          () -> {
            shop.bean(SdkTracerProvider.class).forceFlush().join(10, TimeUnit.SECONDS);
            spans.clear();
            spans.addAll(shop.bean(InMemorySpanExporter.class).getFinishedSpanItems());
            return spans.stream().anyMatch(span -> span.getName().equals("http get /quote/{item}"));
          });
      SpanData request = only(spans, "http get /quote/{item}");
      SpanData quote = only(spans, "quote");

      assertThat(quote.getTraceId()).isEqualTo(request.getTraceId());
      for (String backend : Backends.NAMES) {
        SpanData task = only(spans, backend);
        assertThat(task.getParentSpanId()).as(backend).isEqualTo(quote.getSpanId());
        assertThat(task.getTraceId()).as(backend).isEqualTo(request.getTraceId());
        assertThat(spans)
            .as("the call of " + backend)
            .anyMatch(span -> span.getParentSpanId().equals(task.getSpanId()));
      }
    }
  }

  private static SpanData only(List<SpanData> spans, String name) {
    List<SpanData> found = spans.stream().filter(span -> span.getName().equals(name)).toList();
    assertThat(found).as(name).hasSize(1);
    return found.get(0);
  }
}
