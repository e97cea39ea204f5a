package org.coroutines4j.debugging;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.taskScope;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.coroutines4j.Diagnostics;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.LoggedWarning;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.Overflow;
import org.coroutines4j.testkit.CapturedLog;
import org.coroutines4j.testkit.DebugMode;
import org.coroutines4j.testkit.Poll;
import org.junit.jupiter.api.Test;

/**
 * Guards the format of a log line: the code, the path and id of the task in brackets, a colon, and
 * the text.
 */
class LogLineTest {
  private static final String FAILED = " of scope 'orders' failed: java.lang.IllegalStateException";

  private static LoggedWarning last() {
    return Diagnostics.warnings().get(Diagnostics.warnings().size() - 1);
  }

  @Test
  void failedTask_isNamedByItsPathAndId() {
    long[] id = new long[1];
    try (CapturedLog log = new CapturedLog()) {
      supervisorScope()
          .named("shop")
          .run(outer -> outer.named("day").async(() -> failIn(id)).awaitOutcome());
      assertThat(log.wholeLines())
          .singleElement()
          .isEqualTo("C4J-101 [shop/day/orders/ship #" + id[0] + "]: task 'ship'" + FAILED);
    }
    assertThat(last().task()).isEqualTo("shop/day/orders/ship");
    assertThat(last().taskId()).isEqualTo(id[0]);
    assertThat(last().text()).isEqualTo("task 'ship'" + FAILED);
  }

  /** Starts a task that fails, and sets {@code id} to the id that dumps show. */
  private static boolean failIn(long[] id) {
    supervisorScope()
        .named("orders")
        .run(
            scope -> {
              CountDownLatch dumped = new CountDownLatch(1);
              scope
                  .named("ship")
                  .launch(
                      () -> {
                        dumped.await();
                        throw new IllegalStateException();
                      });
              Matcher shown =
                  Pattern.compile("\"id\":(\\d+),[^{}]*\"name\":\"ship\"")
                      .matcher(Diagnostics.dumpJson(false));
              assertThat(shown.find()).isTrue();
              id[0] = Long.parseLong(shown.group(1));
              dumped.countDown();
            });
    return true;
  }

  /** The failure is reported by the end of the block, when the task has no parent any more. */
  @Test
  void taskThatHasEnded_isNamedBelowItsScope() {
    try (CapturedLog log = new CapturedLog()) {
      assertThat(
              catchThrowable(
                  () ->
                      supervisorScope()
                          .named("orders")
                          .run(
                              scope ->
                                  scope
                                      .named("ship")
                                      .async(
                                          () -> {
                                            throw new IllegalStateException();
                                          })
                                      .join())))
          .isInstanceOf(IllegalStateException.class);
      assertThat(log.wholeLines())
          .singleElement()
          .asString()
          .matches("C4J-101 \\[orders/ship #\\d+\\]: task 'ship'" + Pattern.quote(FAILED));
    }
  }

  @Test
  void name_cannotForgeThePath() throws InterruptedException {
    try (CapturedLog log = new CapturedLog()) {
      ServiceScope scope = ServiceScope.open("a\nC4J-999: b");
      Task<?> failing =
          scope
              .named("c\u202e/d]")
              .launch(
                  () -> {
                    throw new IllegalStateException();
                  });
      failing.join();
      Poll.until(() -> !log.records().isEmpty());
      scope.close();
      assertThat(log.wholeLines())
          .singleElement()
          .asString()
          .startsWith("C4J-101 [a\\nC4J-999: b/c\\u202e\\/d\\] #");
    }
  }

  @Test
  void closedService_isNamedItself() {
    try (CapturedLog log = new CapturedLog()) {
      ServiceScope scope = ServiceScope.open("shop");
      scope.launch(() -> delay(ofHours(1)));
      scope.closeGracefully(ofMillis(1), ofMinutes(1));
      assertThat(log.wholeLines())
          .singleElement()
          .asString()
          .matches("C4J-201 \\[shop #\\d+\\]: scope 'shop' had not drained .*");
    }
  }

  @Test
  void deepTree_showsItsInnermostNames() {
    try (CapturedLog log = new CapturedLog()) {
      nest(12);
      assertThat(log.wholeLines())
          .singleElement()
          .asString()
          .startsWith("C4J-101 […/9/8/7/6/5/4/3/2/1/leaf #");
    }
  }

  private static void nest(int depth) {
    supervisorScope()
        .named("" + depth)
        .run(
            scope -> {
              if (depth > 1) {
                nest(depth - 1);
                return;
              }
              Task<?> leaf =
                  scope
                      .named("leaf")
                      .lazily()
                      .launch(
                          () -> {
                            throw new IllegalStateException();
                          });
              leaf.start();
              leaf.join();
              leaf.awaitOutcome(); // the blocks must not fail
            });
  }

  @Test
  @DebugMode
  void stalledLoop_isReportedForItsTask_byAnotherThread() throws InterruptedException {
    try (CapturedLog log = new CapturedLog()) {
      taskScope()
          .named("loop")
          .on(Dispatchers.eventLoop())
          .run(scope -> scope.named("slow").launch(() -> Thread.sleep(150)).join());
      Poll.until(() -> !log.records().isEmpty());
      assertThat(log.wholeLines())
          .singleElement()
          .asString()
          .matches("(?s)C4J-602 \\[loop/slow #\\d+\\]: task 'slow' has held .*");
    }
  }

  /** The code runs under no Job of the task. */
  @Test
  void shieldedCode_isCodeOfItsTask() {
    Channel<Integer> dropping =
        Channel.builder()
            .capacity(1)
            .onOverflow(Overflow.DROP_LATEST)
            .onUndelivered(
                (Integer element) -> {
                  throw new IllegalStateException();
                })
            .build();
    dropping.send(1);
    try (CapturedLog log = new CapturedLog()) {
      taskScope()
          .named("shop")
          .run(
              scope ->
                  scope.named("ship").launch(() -> nonCancellable(() -> dropping.send(2))).join());
      assertThat(log.wholeLines())
          .singleElement()
          .asString()
          .matches("C4J-108 \\[shop/ship #\\d+\\]: .*");
    }
  }

  @Test
  void swallowedCancellation_isOfTheTaskThatRuns() {
    try (CapturedLog log = new CapturedLog()) {
      taskScope().named("shop").run(LogLineTest::swallow);
      assertThat(log.wholeLines())
          .singleElement()
          .asString()
          .matches("C4J-301 \\[shop/deaf #\\d+\\]: task 'deaf' is cancelled, but .*");
    }
  }

  private static void swallow(TaskScope scope) {
    CountDownLatch running = new CountDownLatch(1);
    Task<?> deaf =
        scope
            .named("deaf")
            .launch(
                () -> {
                  running.countDown();
                  for (int caught = 0; caught < 1_000; ) {
                    try {
                      delay(ofMillis(1));
                    } catch (CancellationException e) {
                      caught++;
                    }
                  }
                });
    run(waiting -> running.await());
    deaf.cancel();
    deaf.join();
  }
}
