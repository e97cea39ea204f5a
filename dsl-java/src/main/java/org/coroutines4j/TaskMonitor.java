package org.coroutines4j;

import java.lang.management.ManagementFactory;
import java.util.Objects;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.ObjectName;
import org.coroutines4j.internal.task.OverviewJson;
import org.coroutines4j.internal.task.WaitTiming;
import org.coroutines4j.internal.task.WarningsJson;
import org.coroutines4j.internal.util.Preconditions;

/** The bean that a monitor creates in the JVM. */
public final class TaskMonitor implements TaskMonitorMXBean {
  /** Creates a monitor, which shows all tasks of this JVM. */
  public TaskMonitor() {}

  /**
   * Registers a monitor with the JVM's own MBean server. Does nothing if there is one already.
   *
   * @throws IllegalStateException if the MBean server refuses it
   */
  public static void register() {
    try {
      ManagementFactory.getPlatformMBeanServer()
          .registerMBean(new TaskMonitor(), new ObjectName(NAME));
    } catch (InstanceAlreadyExistsException e) {
      // It is as good.
    } catch (JMException e) {
      throw new IllegalStateException("cannot register the MBean " + NAME, e);
    }
  }

  @Override
  public int getVersion() {
    return 1;
  }

  @Override
  public String dumpJson(boolean withStacks) {
    WaitTiming.extend();
    return Diagnostics.dumpJson(withStacks);
  }

  @Override
  public String overviewJson(boolean withStacks, int most, String name) {
    Preconditions.atLeast(0, most, "most");
    Objects.requireNonNull(name, "name");
    WaitTiming.extend();
    return OverviewJson.of(withStacks, most, name);
  }

  @Override
  public String warningsJson() {
    return WarningsJson.of(Diagnostics.warnings());
  }

  @Override
  public boolean isDebug() {
    return Diagnostics.isDebug();
  }

  @Override
  public void setDebug(boolean on) {
    Diagnostics.setDebug(on);
  }
}
