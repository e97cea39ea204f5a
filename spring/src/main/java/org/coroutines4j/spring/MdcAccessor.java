package org.coroutines4j.spring;

import io.micrometer.context.ThreadLocalAccessor;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Passes the whole MDC of SLF4J on. An empty one counts as absent. */
final class MdcAccessor implements ThreadLocalAccessor<Map<String, String>> {
  static final String KEY = "org.coroutines4j.mdc";

  @Override
  public Object key() {
    return KEY;
  }

  @Override
  public @Nullable Map<String, String> getValue() {
    Map<String, String> values = MDC.getCopyOfContextMap();
    return values == null || values.isEmpty() ? null : values;
  }

  @Override
  public void setValue(Map<String, String> values) {
    MDC.setContextMap(values);
  }

  @Override
  public void setValue() {
    MDC.clear();
  }
}
