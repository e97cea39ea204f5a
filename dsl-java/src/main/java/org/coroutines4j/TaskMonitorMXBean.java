package org.coroutines4j;

/**
 * Shows the tasks of a JVM to a monitor, such as {@code coroutines4j-console}, by the JMX name
 * {@value #NAME}.
 *
 * <p>Nothing is registered until a monitor looks: it creates the bean by its class name. Where the
 * class is not on the class path of the JVM, as in a jar of jars, start the JVM with {@code
 * -Dcoroutines4j.jmx}.
 */
public interface TaskMonitorMXBean {
  /** The JMX name of the bean. */
  String NAME = "org.coroutines4j:type=TaskMonitor";

  /** Returns the version of this interface and of the JSON that it returns: 1. */
  int getVersion();

  /**
   * Returns the task trees as {@link Diagnostics#dumpJson(boolean)} does. From the first call on,
   * waits that begin are timed, until there has been no call for a minute.
   *
   * @param withStacks whether to tell where each thread is
   */
  String dumpJson(boolean withStacks);

  /**
   * Returns the last warnings as {@link Diagnostics#warnings} does, as JSON: a list of objects with
   * {@code number}, {@code time} in ISO format, {@code code} and {@code text}.
   */
  String warningsJson();

  /** Returns whether debug mode is on. */
  boolean isDebug();

  /** Switches debug mode on or off, as {@link Diagnostics#setDebug} does. */
  void setDebug(boolean on);
}
