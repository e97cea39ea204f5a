package org.coroutines4j.runtime.debug;

/**
 * Whether debug mode is on, in which the library checks programs for mistakes. The system property
 * {@code coroutines4j.debug} switches it on at start, unless it is {@code false}. A later change
 * applies to tasks and steps that begin after it.
 */
public final class Debug {
  /**
   * Not volatile, because every task reads it: a thread that sees a change late runs some more
   * tasks in the old mode.
   */
  private static boolean on = isSet(System.getProperty("coroutines4j.debug"));

  private Debug() {}

  private static boolean isSet(@org.jspecify.annotations.Nullable String property) {
    return property != null && !property.equals("false");
  }

  /** Returns whether debug mode is on. */
  public static boolean isOn() {
    return on;
  }

  /** Switches debug mode on or off. */
  public static void set(boolean newValue) {
    on = newValue;
  }
}
