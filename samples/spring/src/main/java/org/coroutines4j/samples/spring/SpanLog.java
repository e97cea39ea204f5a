package org.coroutines4j.samples.spring;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Exports spans to the log, at level DEBUG, in place of a collector of traces. */
@Component
class SpanLog implements SpanExporter {
  private static final Logger LOG = LoggerFactory.getLogger(SpanLog.class);

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    for (SpanData span : spans) {
      LOG.debug(
          "trace {}: span {} below {}, {} ms: {}",
          span.getTraceId(),
          span.getSpanId(),
          span.getParentSpanId(),
          Duration.ofNanos(span.getEndEpochNanos() - span.getStartEpochNanos()).toMillis(),
          span.getName());
    }
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode flush() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }
}
