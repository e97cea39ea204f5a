package org.coroutines4j.console;

import java.io.IOException;
import javax.management.JMException;
import javax.management.JMRuntimeException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;

/** The JVM that is looked into, through the monitor of the library. */
final class TargetJvm implements AutoCloseable {
  private final String pid;
  private final JMXConnector connector;
  private final MBeanServerConnection server;
  private final ObjectName monitor;

  TargetJvm(String pid, JMXConnector connector, ObjectName monitor) throws IOException {
    this.pid = pid;
    this.connector = connector;
    this.server = connector.getMBeanServerConnection();
    this.monitor = monitor;
  }

  /** Returns the task trees as JSON. */
  String tree(boolean withStacks) throws UnreachableException {
    return call("dumpJson", new Object[] {withStacks}, new String[] {"boolean"});
  }

  /**
   * Returns an overview as JSON, with at most {@code most} nodes of those whose name contains
   * {@code name}.
   */
  String overview(boolean withStacks, int most, String name) throws UnreachableException {
    return call(
        "overviewJson",
        new Object[] {withStacks, most, name},
        new String[] {"boolean", "int", "java.lang.String"});
  }

  /** Returns the last warnings as JSON. */
  String warnings() throws UnreachableException {
    return call("warningsJson", new Object[0], new String[0]);
  }

  private String call(String method, Object[] arguments, String[] types)
      throws UnreachableException {
    try {
      return (String) server.invoke(monitor, method, arguments, types);
    } catch (IOException e) {
      throw new UnreachableException("process " + pid + " has ended", e);
    } catch (JMException | JMRuntimeException | SecurityException e) {
      throw new UnreachableException("process " + pid + " does not answer: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      connector.close();
    } catch (IOException e) {
      // The JVM has ended.
    }
  }
}
