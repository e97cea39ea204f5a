package org.coroutines4j.benchmarks.peers;

import java.lang.reflect.InvocationTargetException;

/**
 * Finds classes that are compiled on JDK 25 only. A single call of such a class runs a whole batch,
 * so the interface call does not affect the measurement.
 */
final class Newer {
  private Newer() {}

  static <T> T find(Class<T> type) {
    String name = Newer.class.getPackageName() + "." + type.getSimpleName() + "On25";
    try {
      return type.cast(Class.forName(name).getDeclaredConstructor().newInstance());
    } catch (ClassNotFoundException e) {
      throw new UnsupportedOperationException(name + " needs JDK 25; build and run it there", e);
    } catch (NoSuchMethodException
        | InstantiationException
        | IllegalAccessException
        | InvocationTargetException e) {
      throw new IllegalStateException(name + " cannot be instantiated", e);
    }
  }
}
