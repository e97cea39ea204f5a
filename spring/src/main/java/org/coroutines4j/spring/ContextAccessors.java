package org.coroutines4j.spring;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import org.springframework.context.i18n.LocaleContextThreadLocalAccessor;
import org.springframework.util.ClassUtils;
import org.springframework.web.context.request.RequestAttributesThreadLocalAccessor;

/**
 * Registers the thread-locals of a Spring application with Micrometer's context-propagation. Every
 * task then has those of the code that has started it, for as long as its code runs.
 *
 * <p>These are the MDC of SLF4J, the locale and the request attributes. Spring Security and
 * Micrometer's observations register theirs themselves. A library that is absent is left out.
 */
public final class ContextAccessors {
  private ContextAccessors() {}

  /**
   * Registers the accessors with {@code registry}, which replaces earlier ones of the same kind.
   */
  public static void register(ContextRegistry registry) {
    registry.registerThreadLocalAccessor(new LocaleContextThreadLocalAccessor());
    if (isPresent("org.slf4j.MDC") && !hasMdc(registry)) {
      registry.registerThreadLocalAccessor(new MdcAccessor());
    }
    if (isPresent("org.springframework.web.context.request.RequestAttributes")) {
      registry.registerThreadLocalAccessor(new RequestAttributesThreadLocalAccessor());
    }
  }

  /** Returns whether another library has registered the MDC, under the name that is usual. */
  private static boolean hasMdc(ContextRegistry registry) {
    return registry.getThreadLocalAccessors().stream()
        .map(ThreadLocalAccessor::key)
        .anyMatch("mdc"::equals);
  }

  private static boolean isPresent(String type) {
    return ClassUtils.isPresent(type, ContextAccessors.class.getClassLoader());
  }
}
