package org.coroutines4j.internal.scope;

import org.coroutines4j.TaskMonitor;

/** What a JVM does for monitors when its first scope opens. */
final class MonitorStart {
  /** The system property by which a monitor finds the JVMs that use the library. */
  private static final String MARK = "coroutines4j.monitor";

  private MonitorStart() {}

  /** Marks this JVM. Registers a monitor if the property {@code coroutines4j.jmx} asks for it. */
  static void firstScopeOpens() {
    System.setProperty(MARK, "1");
    String jmx = System.getProperty("coroutines4j.jmx");
    if (jmx != null && !jmx.equals("false")) {
      TaskMonitor.register();
    }
  }
}
