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

  /** Whether the program wants waits to be timed without debug mode too. Guarded by the class. */
  private static boolean timedByProgram;

  /** Whether a monitor wants that. Guarded by the class. */
  private static boolean timedByMonitor;

  /** Whether one of both wants it. */
  private static volatile boolean timesWaits;

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

  /** Returns whether waits that begin are timed without debug mode too. */
  public static boolean timesWaits() {
    return timesWaits;
  }

  /** Sets whether the program wants waits to be timed without debug mode too. */
  public static synchronized void setTimesWaits(boolean newValue) {
    timedByProgram = newValue;
    timesWaits = timedByProgram || timedByMonitor;
  }

  /** Sets whether a monitor wants waits to be timed, whatever the program wants. */
  public static synchronized void setMonitored(boolean newValue) {
    timedByMonitor = newValue;
    timesWaits = timedByProgram || timedByMonitor;
  }
}
