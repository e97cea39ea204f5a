package org.coroutines4j.debugging;

import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.taskScope;

import java.lang.management.ManagementFactory;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.coroutines4j.Diagnostics;
import org.coroutines4j.LoggedWarning;
import org.coroutines4j.Task;
import org.coroutines4j.TaskMonitor;
import org.coroutines4j.TaskMonitorMXBean;
import org.coroutines4j.runtime.debug.Debug;
import org.coroutines4j.testkit.CapturedLog;
import org.coroutines4j.testkit.Poll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Guards what a monitor outside the JVM sees through JMX. */
@Tag("once")
class TaskMonitorTest {
  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private final ObjectName name;

  TaskMonitorTest() throws Exception {
    name = new ObjectName(TaskMonitorMXBean.NAME);
  }

  @AfterEach
  void unregister() throws Exception {
    Debug.setMonitored(false); // else it lasts for a minute, and other tests see it
    if (server.isRegistered(name)) {
      server.unregisterMBean(name);
    }
  }

  private TaskMonitorMXBean monitor() {
    return JMX.newMXBeanProxy(server, name, TaskMonitorMXBean.class);
  }

  @Test
  void beanThatIsMadeByItsClassName_showsTheTasks() throws Exception {
    assertThat(server.createMBean("org.coroutines4j.TaskMonitor", name).getObjectName())
        .isEqualTo(name);
    assertThat(monitor().getVersion()).isEqualTo(1);
    taskScope()
        .run(
            scope -> {
              scope.named("watched").lazily().launch(() -> {});
              assertThat(monitor().dumpJson(false)).contains("\"name\":\"watched\"");
            });
  }

  @Test
  void waitsThatBeginAfterAFirstLook_areTimed() throws Exception {
    TaskMonitor.register();
    TaskMonitor.register(); // again: it is there already
    String unused = monitor().dumpJson(false);
    taskScope()
        .run(
            scope -> {
              Task<?> sleeper = scope.named("timed").launch(() -> delay(ofHours(1)));
              Poll.until(
                  () -> Dump.take(false).has("timed", node -> !node.get("waitedMillis").isNull()));
              sleeper.cancel();
            });
  }

  @Test
  void programAndMonitor_switchTheTimingEachForItself() {
    TaskMonitor.register();
    String unused = monitor().dumpJson(false);
    Diagnostics.setTimesWaits(true);
    Diagnostics.setTimesWaits(false);
    assertThat(Debug.timesWaits()).isTrue(); // the monitor still looks on
    Debug.setMonitored(false);
    assertThat(Debug.timesWaits()).isFalse();
    Diagnostics.setTimesWaits(true);
    Debug.setMonitored(true);
    Debug.setMonitored(false);
    assertThat(Debug.timesWaits()).isTrue();
    Diagnostics.setTimesWaits(false);
  }

  @Test
  void warnings_areKept_withTheirCodes() throws Exception {
    TaskMonitor.register();
    try (CapturedLog log = new CapturedLog()) {
      supervisorScope()
          .onFailure(
              (task, failure) -> {
                throw new IllegalArgumentException("a \"broken\" handler");
              })
          .run(
              scope ->
                  scope
                      .named("unlucky")
                      .launch(
                          () -> {
                            throw new IllegalStateException("lost");
                          }));
      throw new AssertionError("nothing was thrown, and logged: " + log.lines());
    } catch (IllegalStateException expected) {
      assertThat(expected).hasMessage("lost");
    }
    LoggedWarning last = Diagnostics.warnings().get(Diagnostics.warnings().size() - 1);
    assertThat(last.code()).isEqualTo("C4J-101");
    assertThat(last.text()).startsWith("task 'unlucky' of scope 'supervisorScope' failed");
    assertThat(monitor().warningsJson())
        .contains("\"code\":\"C4J-104\"", "a \\\"broken\\\" handler")
        .endsWith("}]");
    assertThat(Diagnostics.warnings()).hasSizeLessThanOrEqualTo(200);
  }

  @Test
  void jvmWithAScope_isMarked() {
    taskScope().run(scope -> {});
    assertThat(System.getProperty("coroutines4j.monitor")).isEqualTo("1");
  }
}
