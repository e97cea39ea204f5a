package org.coroutines4j.console;

import java.lang.instrument.Instrumentation;

/**
 * The agent that {@code --load-agent} loads into a JVM whose class path does not have the library,
 * because it is in a jar within a jar. Finds the library among the loaded classes, and registers
 * its monitor.
 */
public final class RegistrationAgent {
  private RegistrationAgent() {}

  /** Called in the JVM that is looked into. */
  public static void agentmain(String arguments, Instrumentation instrumentation)
      throws ReflectiveOperationException {
    for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
      if (loaded.getName().equals("org.coroutines4j.internal.scope.TaskScopeCoroutine")) {
        Object unused =
            Class.forName("org.coroutines4j.TaskMonitor", true, loaded.getClassLoader())
                .getMethod("register")
                .invoke(null);
      }
    }
  }
}
