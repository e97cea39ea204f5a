package org.coroutines4j.benchmarks.peers;

import java.lang.reflect.InvocationTargetException;

/**
 * Finds what is compiled only on JDK 25. One call of it runs a whole batch, so it costs nothing.
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
      throw new IllegalStateException(name + " cannot be made", e);
    }
  }
}
