package org.coroutines4j.debugging;

import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.taskScope;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CompletableFuture;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.coroutines4j.Diagnostics;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.LoggedWarning;
import org.coroutines4j.Task;
import org.coroutines4j.TaskMonitor;
import org.coroutines4j.TaskMonitorMXBean;
import org.coroutines4j.channels.AsyncQueue;
import org.coroutines4j.channels.Channel;
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

  private JsonNode overview(int most, String word) {
    try {
      return new ObjectMapper().readTree(monitor().overviewJson(false, most, word));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void overview_hasCountsWaitsDispatchersAndQueues() {
    TaskMonitor.register();
    JsonNode unused = overview(0, "");
    AsyncQueue<String> orders = AsyncQueue.fifo(3);
    orders.monitorAs("orders \"today\"");
    Channel<String> unread = Channel.rendezvous();
    unread.monitorAs("unread");
    Dispatcher narrow = Dispatchers.cpu().limitedParallelism(2);
    taskScope()
        .named("shop")
        .run(
            scope -> {
              orders.put("one");
              Task<?> sleeper = scope.on(narrow).named("sleeper").launch(() -> delay(ofHours(1)));
              Task<?> sender = scope.named("sender").launch(() -> unread.send("two"));
              Poll.until(
                  () ->
                      overview(10, "").get("longestWaits").size() >= 2
                          && overview(10, "").at("/queues/1/waitingProducers").asInt() == 1);
              JsonNode all = overview(2, "");
              assertThat(all.get("nodes").asInt()).isEqualTo(3);
              assertThat(all.get("waiting").asInt()).isEqualTo(2);
              assertThat(all.get("states").toString()).isEqualTo("{\"active\":3}");
              assertThat(all.at("/trees/0/name").asText()).isEqualTo("shop");
              assertThat(all.at("/trees/0/children/1/name").asText()).isEqualTo("1 more");
              assertThat(all.get("dispatchers").toString())
                  .isEqualTo(
                      "[{\"name\":\"cpu.limitedParallelism(2)\",\"permits\":2,\"used\":0,\"waiting\":0}]");
              assertThat(all.get("queues").toString())
                  .isEqualTo(
                      "[{\"name\":\"orders \\\"today\\\"\",\"size\":1,\"capacity\":3,"
                          + "\"waitingProducers\":0,\"waitingConsumers\":0},"
                          + "{\"name\":\"unread\",\"size\":0,\"capacity\":0,"
                          + "\"waitingProducers\":1,\"waitingConsumers\":0}]");
              assertThat(overview(9, "SLEEP").at("/trees/0/children").size()).isEqualTo(1);
              assertThat(overview(9, "SLEEP").get("longestWaits").size()).isEqualTo(1);
              sleeper.cancel();
              sender.cancel();
            });
    assertThat(orders.size()).as("it was reachable until here").isEqualTo(1);
  }

  /** Each waits for the other, one of them in a block. */
  @Test
  void overview_showsWaitsThatFormACircle() {
    TaskMonitor.register();
    taskScope()
        .run(
            scope -> {
              CompletableFuture<Task<?>> second = new CompletableFuture<>();
              Task<?> first =
                  scope.named("first").launch(() -> taskScope().run(block -> second.get().join()));
              second.complete(scope.named("second").launch(first::join));
              Poll.until(() -> overview(10, "").get("circles").size() == 1);
              assertThat(overview(10, "").at("/circles/0").findValuesAsText("name"))
                  .contains("first", "second");
              first.cancel();
            });
  }

  @Test
  void queue_isShownUnderItsLastName() {
    TaskMonitor.register();
    AsyncQueue<String> queue = AsyncQueue.fifo();
    queue.monitorAs("first name");
    queue.monitorAs("last name");
    assertThat(overview(0, "").get("queues").toString())
        .contains("last name")
        .doesNotContain("first name");
    assertThat(queue.size()).as("it was reachable until here").isZero();
  }

  @Test
  void queue_isShownAsLongAsTheProgramRefersToIt() throws InterruptedException {
    TaskMonitor.register();
    AsyncQueue.fifo().monitorAs("forgotten");
    Poll.until(
        () -> {
          System.gc();
          return !overview(0, "").get("queues").toString().contains("forgotten");
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
