package org.coroutines4j.console;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.ReflectionException;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.jspecify.annotations.Nullable;

/**
 * Connects to a JVM of the same user: attaches, has it start its local management agent, and
 * creates the monitor of the library in it.
 */
final class Attachment {
  private static final String MONITOR = "org.coroutines4j:type=TaskMonitor";
  private static final String MONITOR_CLASS = "org.coroutines4j.TaskMonitor";

  private Attachment() {}

  /**
   * Connects to the JVM of process {@code pid}.
   *
   * @param agent the jar to load as an agent if the class of the monitor is not on the class path
   *     of the JVM; null to load none
   */
  @SuppressWarnings("BanJNDI") // the address is that of the agent, and names no directory
  static TargetJvm connect(String pid, @Nullable Path agent) throws UnreachableException {
    requireOtherProcess(pid);
    VirtualMachine vm;
    try {
      vm = VirtualMachine.attach(pid);
    } catch (AttachNotSupportedException | IOException e) {
      throw unreachable(pid, e);
    }
    try {
      JMXConnector connector =
          JMXConnectorFactory.connect(new JMXServiceURL(vm.startLocalManagementAgent()));
      try {
        ObjectName monitor = new ObjectName(MONITOR);
        createMonitor(vm, pid, connector.getMBeanServerConnection(), monitor, agent);
        return new TargetJvm(pid, connector, monitor);
      } catch (Exception e) {
        connector.close();
        throw e;
      }
    } catch (IOException | JMException e) {
      if (ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
        throw new UnreachableException("process " + pid + " has ended", e);
      }
      throw new UnreachableException(
          "process " + pid + " was attached to, but its management agent fails: " + e, e);
    } finally {
      detach(vm);
    }
  }

  private static void createMonitor(
      VirtualMachine vm,
      String pid,
      MBeanServerConnection server,
      ObjectName monitor,
      @Nullable Path agent)
      throws IOException, JMException, UnreachableException {
    if (server.isRegistered(monitor)) {
      return;
    }
    try {
      Object unused = server.createMBean(MONITOR_CLASS, monitor);
    } catch (InstanceAlreadyExistsException e) {
      // Another console has been faster.
    } catch (ReflectionException e) {
      if (agent == null) {
        throw new UnreachableException(
            "process "
                + pid
                + " does not use coroutines4j, or has it in a jar within a jar. In that case start"
                + " it with -Dcoroutines4j.jmx, or add --load-agent here to load an agent into it",
            e);
      }
      loadAgent(vm, pid, agent);
      if (!server.isRegistered(monitor)) {
        throw new UnreachableException("process " + pid + " does not use coroutines4j", e);
      }
    }
  }

  private static void loadAgent(VirtualMachine vm, String pid, Path agent)
      throws IOException, UnreachableException {
    try {
      vm.loadAgent(agent.toAbsolutePath().toString());
    } catch (AgentLoadException | AgentInitializationException e) {
      throw new UnreachableException("process " + pid + " refuses the agent: " + e, e);
    }
  }

  private static void requireOtherProcess(String pid) throws UnreachableException {
    if (!pid.matches("[1-9][0-9]{0,9}")) {
      throw new UnreachableException("a process id is a positive number, but this is " + pid);
    }
    if (Long.parseLong(pid) == ProcessHandle.current().pid()) {
      throw new UnreachableException("process " + pid + " is this console");
    }
  }

  private static UnreachableException unreachable(String pid, Exception cause) {
    Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(pid));
    if (process.isEmpty()) {
      return new UnreachableException("there is no process " + pid, cause);
    }
    String owner = process.get().info().user().orElse("another user");
    String me = ProcessHandle.current().info().user().orElse("");
    if (!owner.equals(me)) {
      return new UnreachableException(
          "process " + pid + " belongs to " + owner + ". Run the console as that user", cause);
    }
    return new UnreachableException(
        "process "
            + pid
            + " is no JVM that can be attached to ("
            + cause.getMessage()
            + "). A JVM that was started with -XX:+DisableAttachMechanism refuses",
        cause);
  }

  private static void detach(VirtualMachine vm) {
    try {
      vm.detach();
    } catch (IOException e) {
      // The JVM has ended.
    }
  }
}
