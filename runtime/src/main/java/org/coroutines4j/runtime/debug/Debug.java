package org.coroutines4j.runtime.debug;

/**
 * Whether the library looks at what programs do wrong: {@code -Dcoroutines4j.debug}, or switched on
 * later, for what begins from then on.
 */
public final class Debug {
  /** Read everywhere, so not volatile: who reads it late is not looked at. */
  private static boolean on = isSet(System.getProperty("coroutines4j.debug"));

  private Debug() {}

  private static boolean isSet(@org.jspecify.annotations.Nullable String property) {
    return property != null && !property.equals("false");
  }

  /** Whether it is on. */
  public static boolean isOn() {
    return on;
  }

  /** Switches it on or off. */
  public static void set(boolean newValue) {
    on = newValue;
  }
}
