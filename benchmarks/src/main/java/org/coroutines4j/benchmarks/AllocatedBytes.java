package org.coroutines4j.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Reads how many bytes all threads have allocated, including virtual and ended threads. */
final class AllocatedBytes {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final @Nullable Method TOTAL = find();

  private AllocatedBytes() {}

  /** Returns whether this JDK counts them; 21 is the first that does. */
  static boolean isKnown() {
    return TOTAL != null;
  }

  /** Returns the bytes since the JVM began; 0 if this JDK does not count them. */
  static long total() {
    if (TOTAL == null) {
      return 0;
    }
    try {
      return (long) TOTAL.invoke(THREADS);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable Method find() {
    try {
      return com.sun.management.ThreadMXBean.class.getMethod("getTotalThreadAllocatedBytes");
    } catch (NoSuchMethodException e) {
      return null;
    }
  }
}
