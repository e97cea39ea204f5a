package org.coroutines4j.runtime.debug;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys of SLF4J's MDC that a log line of this library has while it is logged, if the system
 * property {@code coroutines4j.mdc} is set: {@code coroutines4j.code}, {@code coroutines4j.task}
 * and {@code coroutines4j.taskId}.
 */
final class MdcKeys {
  private static final String PROPERTY = "coroutines4j.mdc";
  private static final MdcKeys NONE = new MdcKeys(null);

  /** The methods of {@code org.slf4j.MDC}. */
  private record Mdc(MethodHandle get, MethodHandle put, MethodHandle remove) {
    static @Nullable Mdc find() {
      try {
        Class<?> type = Class.forName("org.slf4j.MDC");
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        MethodType ofKey = MethodType.methodType(void.class, String.class);
        return new Mdc(
            lookup.findStatic(type, "get", ofKey.changeReturnType(String.class)),
            lookup.findStatic(type, "put", ofKey.appendParameterTypes(String.class)),
            lookup.findStatic(type, "remove", ofKey));
      } catch (ReflectiveOperationException | LinkageError e) {
        return null;
      }
    }
  }

  /** Found with the first line that is to have the keys. */
  private static final class Found {
    static final @Nullable Mdc MDC = Mdc.find();
  }

  private final @Nullable Mdc mdc;
  private final Map<String, @Nullable String> before = new LinkedHashMap<>();

  private MdcKeys(@Nullable Mdc mdc) {
    this.mdc = mdc;
  }

  /** Sets the keys for the current thread, until {@link #restore} is called. */
  static MdcKeys put(String code, @Nullable TaskPath path) {
    String asked = System.getProperty(PROPERTY, "false");
    if (asked.equals("false") || Found.MDC == null) {
      return NONE;
    }
    MdcKeys keys = new MdcKeys(Found.MDC);
    try {
      keys.set("coroutines4j.code", code);
      if (path != null) {
        keys.set("coroutines4j.task", path.names());
        keys.set("coroutines4j.taskId", Long.toString(path.id()));
      }
      return keys;
    } catch (Throwable t) { // by the user's logging library: the line is logged without the keys
      keys.restore();
      return NONE;
    }
  }

  private void set(String key, @Nullable String value) throws Throwable {
    if (mdc == null) {
      return;
    }
    if (!before.containsKey(key)) {
      before.put(key, (String) mdc.get().invoke(key));
    }
    if (value == null) {
      mdc.remove().invoke(key);
    } else {
      mdc.put().invoke(key, value);
    }
  }

  /** Gives the keys the values that they had before. */
  void restore() {
    for (Map.Entry<String, @Nullable String> each : before.entrySet()) {
      try {
        set(each.getKey(), each.getValue());
      } catch (Throwable t) {
        // The line has been logged, and the other keys are restored.
      }
    }
  }
}
