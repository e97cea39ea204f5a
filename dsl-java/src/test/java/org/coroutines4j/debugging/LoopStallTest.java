package org.coroutines4j.debugging;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.blocking;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withContext;
import static org.coroutines4j.Async.yieldNow;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.testkit.CapturedLog;
import org.coroutines4j.testkit.DebugMode;
import org.coroutines4j.testkit.Poll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Guards that debug mode reports a task that keeps an event loop from the other tasks. */
@DebugMode
class LoopStallTest {
  private static final Duration LONG = ofSeconds(1);
  private static final Pattern HELD_FOR =
      Pattern.compile(" for (\\d+) ms (so far )?without a wait");

  @Test
  void stepThatHoldsTheLoop_isTold_withItsDurationAndStack() {
    try (CapturedLog log = new CapturedLog()) {
      taskScope()
          .on(Dispatchers.eventLoop())
          .run(
              scope -> {
                scope.named("slow").launch(() -> holdUntilTold(log));
                scope.named("polite").launch(() -> delay(LONG));
                scope
                    .named("elsewhere")
                    .launch(() -> blocking(() -> Thread.sleep(LONG.toMillis())));
                scope.named("brief").launch(() -> yieldNow());
              });
      Predicate<String> ofTheSlow =
          line -> line.startsWith("C4J-602: task 'slow' has held eventLoop for ");
      assertThat(log.lines())
          .filteredOn(ofTheSlow)
          .hasSize(2)
          .allMatch(line -> line.contains("LoopStallTest.holdUntilTold(LoopStallTest.java:"))
          .first(InstanceOfAssertFactories.STRING)
          .containsPattern(" for [2-9]\\d{3,} ms so far without a wait, at:\n");
      assertNobodyHeldALoopFor(LONG, log.lines().stream().filter(ofTheSlow.negate()).toList());
    }
  }

  /** A machine that is busy elsewhere makes any step long, but not that long. */
  private static void assertNobodyHeldALoopFor(Duration time, List<String> lines) {
    assertThat(lines)
        .map(HELD_FOR::matcher)
        .filteredOn(Matcher::find)
        .noneMatch(held -> Long.parseLong(held.group(1)) >= time.toMillis());
  }

  @Tag("full")
  @Test
  void stepThatNeverEnds_isTold_whileItLasts_andOnceMoreAtItsEnd() {
    CountDownLatch release = new CountDownLatch(1);
    try (CapturedLog log = new CapturedLog()) {
      taskScope()
          .run(
              scope -> {
                scope.on(Dispatchers.eventLoop()).named("endless").launch(() -> release.await());
                Poll.until(() -> !log.lines().isEmpty());
                release.countDown();
              });
      assertThat(log.lines()).hasSize(2);
      assertThat(log.lines().get(0))
          .containsPattern(
              "^C4J-602: task 'endless' has held eventLoop for [2-9]\\d{3,} ms so far without a wait, at:\n")
          .contains("CountDownLatch.await(");
      assertThat(log.lines().get(1))
          .containsPattern(
              "^C4J-602: task 'endless' has held eventLoop for \\d{4,} ms without a wait, at:\n");
    }
  }

  @Tag("full")
  @Test
  void coroutineWhoseJavaCodeWaits_hasNotHeldTheLoopMeanwhile() {
    try (CapturedLog log = new CapturedLog()) {
      assertThat(onALoop(n -> delay(LONG))).containsExactly(1);
      assertNobodyHeldALoopFor(LONG, log.lines());
    }
  }

  @Tag("full")
  @Test
  void coroutineWhoseJavaCodeHoldsTheLoop_afterAWait_isTold() {
    try (CapturedLog log = new CapturedLog()) {
      assertThat(
              onALoop(
                  n -> {
                    delay(ofMillis(1));
                    holdUntilTold(log);
                  }))
          .containsExactly(1);
      assertThat(log.lines())
          .filteredOn(line -> line.contains("LoopStallTest.holdUntilTold("))
          .hasSize(2)
          .allMatch(line -> line.startsWith("C4J-602: a Kotlin coroutine has held eventLoop for "));
    }
  }

  /** {@code code} runs in a coroutine beside the one that collects. */
  private static List<Integer> onALoop(ThrowingConsumer<Integer> code) {
    return withContext(
        Dispatchers.eventLoop(), () -> AsyncFlow.of(1).onEach(code).buffer(1).toList());
  }

  /** The watch need not come in time for this. */
  private static void holdUntilTold(CapturedLog log) throws InterruptedException {
    Poll.until(() -> log.lines().stream().anyMatch(line -> line.contains(" so far ")));
  }

  private static void sleepForAMoment() throws InterruptedException {
    Thread.sleep(200);
  }

  @Test
  void stepThatHoldsAPermitOfAnotherLimit_isNot() {
    try (CapturedLog log = new CapturedLog()) {
      taskScope()
          .on(Dispatchers.virtual().limitedParallelism(1))
          .run(scope -> scope.launch(LoopStallTest::sleepForAMoment));
      assertThat(log.lines()).isEmpty();
    }
  }
}
