package org.coroutines4j.debugging;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeout;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.coroutines4j.Diagnostics;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.testkit.DebugMode;
import org.coroutines4j.testkit.Poll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Guards the members of a dump as JSON, which tools read, and that it has the published schema. */
@Tag("once")
class DumpJsonTest {
  private static Dump dumpWhen(String name, Predicate<JsonNode> condition)
      throws InterruptedException {
    Dump[] last = new Dump[1];
    Poll.until(
        () -> {
          last[0] = Dump.take(false);
          return last[0].has(name, condition);
        });
    return last[0];
  }

  private static boolean waits(JsonNode node) {
    return node.get("waits").asBoolean();
  }

  @Test
  void nodes_haveKindNameParentAndState() throws Exception {
    taskScope()
        .named("a \"scope\"\n")
        .run(
            scope -> {
              Task<?> sleeper =
                  scope
                      .named("sleeper")
                      .launch(() -> withTimeout(ofHours(2), () -> delay(ofHours(1))));
              scope.lazily().named("lazy").launch(() -> {});
              Dump dump = dumpWhen("timeout of PT2H", DumpJsonTest::waits);
              JsonNode ofScope = dump.node("a \"scope\"\n");
              assertThat(ofScope.get("kind").asText()).isEqualTo("scope");
              assertThat(ofScope.get("parent").isNull()).isTrue();
              JsonNode ofSleeper = dump.node("sleeper");
              assertThat(ofSleeper.get("kind").asText()).isEqualTo("task");
              assertThat(ofSleeper.get("parent")).isEqualTo(ofScope.get("id"));
              assertThat(ofSleeper.get("dispatcher").asText()).isEqualTo("virtual");
              assertThat(ofSleeper.get("permit").isNull()).isTrue();
              JsonNode timeout = dump.node("timeout of PT2H");
              assertThat(timeout.get("kind").asText()).isEqualTo("block");
              assertThat(timeout.get("parent")).isEqualTo(ofSleeper.get("id"));
              assertThat(timeout.get("doing").asText()).isEqualTo("waits");
              assertThat(dump.node("lazy").get("state").asText()).isEqualTo("new");
              sleeper.cancel();
            });
  }

  @Test
  void ids_areTheSameInEachDump() {
    taskScope()
        .named("scope of ids")
        .run(
            scope -> {
              Task<?> task = scope.lazily().launch(() -> {});
              Dump first = Dump.take(true);
              Dump second = Dump.take(false);
              for (String name : new String[] {"scope of ids", task.name()}) {
                assertThat(second.node(name).get("id")).isEqualTo(first.node(name).get("id"));
              }
              assertThat(task.name()).isEqualTo("task-" + first.node(task.name()).get("id"));
            });
  }

  @Test
  void awaitedTask_isNamedByItsId() throws Exception {
    taskScope()
        .run(
            scope -> {
              Task<?> slow = scope.named("slow").launch(() -> delay(ofHours(1)));
              Task<?> waiter = scope.named("waiter").launch(slow::join);
              Dump dump = dumpWhen("waiter", node -> !node.get("waitsFor").isNull());
              assertThat(dump.node("waiter").get("waitsFor"))
                  .isEqualTo(dump.node("slow").get("id"));
              assertThat(dump.node("slow").get("waitsFor").isNull()).isTrue();
              slow.cancel();
              waiter.join();
            });
  }

  @Test
  void permits_areShownForALimitedDispatcher() throws Exception {
    Dispatcher one = Dispatchers.cpu().limitedParallelism(1);
    CountDownLatch release = new CountDownLatch(1);
    taskScope()
        .run(
            outer -> {
              TaskScope scope = outer.on(one);
              Task<?> sleeper = scope.named("sleeper").launch(() -> delay(ofHours(1)));
              dumpWhen("sleeper", node -> node.get("permit").asText().equals("released"));
              scope.named("holder").launch(() -> release.await());
              Dump dump = dumpWhen("holder", node -> node.get("doing").asText().equals("blocked"));
              assertThat(dump.node("holder").get("permit").asText()).isEqualTo("held");
              assertThat(dump.node("holder").get("dispatcher").asText())
                  .isEqualTo("cpu.limitedParallelism(1)");
              sleeper.cancel();
              dumpWhen("sleeper", node -> node.get("permit").asText().equals("waiting"));
              release.countDown();
            });
  }

  @Test
  void taskThatHasNotBegun_holdsNoPermit() throws Exception {
    Dispatcher one = Dispatchers.cpu().limitedParallelism(1);
    CountDownLatch release = new CountDownLatch(1);
    taskScope()
        .run(
            outer -> {
              TaskScope scope = outer.on(one);
              scope.named("holder").launch(() -> release.await());
              dumpWhen("holder", node -> node.get("permit").asText().equals("held"));
              scope.named("queued").launch(() -> {});
              scope.named("lazy").lazily().launch(() -> {});
              Dump dump = Dump.take(false);
              assertThat(dump.node("queued").get("permit").asText()).isEqualTo("waiting");
              assertThat(dump.node("lazy").get("permit").isNull()).isTrue();
              release.countDown();
            });
  }

  @Test
  void timingThatIsSwitchedOff_endsForRunningTasksToo() throws Exception {
    Diagnostics.setTimesWaits(true);
    try {
      taskScope()
          .run(
              scope -> {
                Task<?> looping =
                    scope
                        .named("looping")
                        .launch(
                            () -> {
                              while (true) {
                                delay(ofMillis(20));
                              }
                            });
                dumpWhen("looping", node -> node.get("waitedMillis").asLong() > 5);
                Diagnostics.setTimesWaits(false);
                dumpWhen("looping", node -> waits(node) && node.get("waitedMillis").isNull());
                looping.cancel();
              });
    } finally {
      Diagnostics.setTimesWaits(false);
    }
  }

  @Test
  void waitsThatAreTimed_showForHowLong() throws Exception {
    Diagnostics.setTimesWaits(true);
    try {
      taskScope()
          .run(
              scope -> {
                Task<?> sleeper = scope.named("sleeper").launch(() -> delay(ofHours(1)));
                Dump dump = dumpWhen("sleeper", node -> node.get("waitedMillis").asLong() > 20);
                assertThat(dump.node("sleeper").get("doing").asText()).matches("waits, for PT.*S");
                sleeper.cancel();
              });
    } finally {
      Diagnostics.setTimesWaits(false);
    }
  }

  @Test
  void waitsThatAreNotTimed_showNoTime() throws Exception {
    taskScope()
        .run(
            scope -> {
              Task<?> sleeper = scope.named("sleeper").launch(() -> delay(ofHours(1)));
              Dump dump = dumpWhen("sleeper", DumpJsonTest::waits);
              assertThat(dump.node("sleeper").get("waitedMillis").isNull()).isTrue();
              sleeper.cancel();
            });
  }

  @Test
  @DebugMode
  void debugMode_tellsWhereATaskWasCreated() {
    taskScope()
        .run(
            scope -> {
              scope.lazily().named("lazy").launch(() -> {});
              assertThat(Dump.take(true).node("lazy").get("created").asText())
                  .contains("DumpJsonTest.java:");
            });
  }

  @Test
  void dumpOf100_000Nodes_isComplete_andTakesNoSeconds() {
    taskScope()
        .run(
            scope -> {
              for (int i = 0; i < 100_000; i++) {
                scope.lazily().launch(() -> {});
              }
              String unused = Diagnostics.dumpJson(false); // loads the classes
              long begin = System.nanoTime();
              String json = Diagnostics.dumpJson(false);
              long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
              assertThat(json.split("\"kind\":\"task\"", -1)).hasSizeGreaterThan(100_000);
              assertThat(json).doesNotContain("\"kind\":\"more\"");
              assertThat(millis).isLessThan(5_000);
            });
  }

  @Test
  void dumpOfTooManyNodes_saysSo() {
    taskScope()
        .run(
            scope -> {
              for (int i = 0; i < 10_001; i++) {
                scope.lazily().launch(() -> {});
              }
              assertThat(Diagnostics.dumpJson(true)).contains("\"kind\":\"more\"");
            });
  }
}
