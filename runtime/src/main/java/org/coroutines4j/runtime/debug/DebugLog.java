package org.coroutines4j.runtime.debug;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Logs the mistakes in a program that debug mode or an always-on check has found. */
public final class DebugLog {
  private static final Logger LOG = System.getLogger("org.coroutines4j");

  private DebugLog() {}

  /**
   * Logs {@code finding} as a warning, or prints it to the standard error stream if the logger
   * fails. Throws nothing, because callers are about to complete something that must complete.
   */
  public static void tell(String finding) {
    try {
      LOG.log(Level.WARNING, finding);
    } catch (Throwable t) {
      System.err.println(finding + " (and the logger failed: " + t.getClass().getName() + ")");
    }
  }
}
