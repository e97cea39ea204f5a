package org.coroutines4j.internal.scope;

import org.coroutines4j.TaskMonitor;
import org.coroutines4j.internal.task.PostMortem;
import org.coroutines4j.internal.util.SafeMessages;
import org.coroutines4j.runtime.debug.OutOfMemory;
import org.coroutines4j.runtime.debug.Warning;

/** What a JVM does for monitors when its first scope opens. */
final class MonitorStart {
  /** The system property by which a monitor finds the JVMs that use the library. */
  private static final String MARK = "coroutines4j.monitor";

  private MonitorStart() {}

  /** Marks this JVM, and does what its system properties ask for. */
  static void firstScopeOpens() {
    try {
      System.setProperty(MARK, "1");
    } catch (SecurityException e) {
      // Then no monitor lists this JVM.
    }
    if (isSet("coroutines4j.jmx")) {
      register();
    }
    if (isSet("coroutines4j.postMortem.outOfMemory")) {
      OutOfMemory.onFirst(() -> PostMortem.write("a task ran out of memory"));
    }
  }

  private static boolean isSet(String property) {
    String value = System.getProperty(property);
    return value != null && !value.equals("false");
  }

  /** Must not throw, because it is a part of the initialization of a class. */
  private static void register() {
    try {
      TaskMonitor.register();
    } catch (Throwable t) { // such as a LinkageError without the module java.management
      Warning.MONITOR_FAILED.logLine(
          "the monitor that -Dcoroutines4j.jmx asks for cannot be registered: "
              + SafeMessages.of(t));
    }
  }
}
