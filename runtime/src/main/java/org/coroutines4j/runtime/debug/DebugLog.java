package org.coroutines4j.runtime.debug;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Tells the log what a program does wrong, as debug mode or an always-on check has found it. */
public final class DebugLog {
  private static final Logger LOG = System.getLogger("org.coroutines4j");

  private DebugLog() {}

  /** Throws nothing: it is told from where something is about to end, and must. */
  public static void tell(String finding) {
    try {
      LOG.log(Level.WARNING, finding);
    } catch (Throwable t) {
      System.err.println(finding + " (and the logger failed: " + t.getClass().getName() + ")");
    }
  }
}
