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
   * Returns an overview of all tasks, for a monitor that shows it each second. It is an object of
   * JSON with these members:
   *
   * <ul>
   *   <li>{@code nodes}, how many there are; {@code waiting}, how many wait in a verb of the
   *       library; {@code states}, how many there are in each state
   *   <li>{@code trees}, as {@link Diagnostics#dumpJson(boolean)} returns them, but only nodes
   *       whose name contains {@code name}, those above and below them, and of these the {@code
   *       most} that are closest to the roots. A node of kind {@code more} tells how many are left
   *       out
   *   <li>{@code longestWaits}, the 20 nodes whose name contains {@code name} that have waited
   *       longest, without those below them
   *   <li>{@code circles}, lists of nodes, each of which cannot end before the next one, and the
   *       last before the first
   *   <li>{@code dispatchers}, the limited dispatchers that tasks run on: {@code name}, {@code
   *       permits}, {@code used}, and {@code waiting} tasks
   *   <li>{@code queues}, the queues and channels that {@code monitorAs} has been called of: {@code
   *       name}, {@code size}, {@code capacity} or null, {@code waitingProducers} and {@code
   *       waitingConsumers}
   * </ul>
   *
   * <p>Waits are timed as {@link #dumpJson} describes.
   *
   * @param withStacks whether to tell where each thread is
   * @param most how many nodes of the trees to show; 0 for none
   * @param name a text, in upper or lower case; empty for all nodes
   * @throws IllegalArgumentException if {@code most} is negative
   */
  String overviewJson(boolean withStacks, int most, String name);

  /**
   * Returns the last warnings as {@link Diagnostics#warnings} does, as JSON: a list of objects with
   * {@code number}, {@code time} in ISO format, {@code code}, {@code task}, {@code taskId} and
   * {@code text}.
   */
  String warningsJson();

  /** Returns whether debug mode is on. */
  boolean isDebug();

  /** Switches debug mode on or off, as {@link Diagnostics#setDebug} does. */
  void setDebug(boolean on);
}
