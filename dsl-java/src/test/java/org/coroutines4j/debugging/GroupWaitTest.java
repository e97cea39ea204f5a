package org.coroutines4j.debugging;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.taskScope;

import java.time.Duration;
import org.coroutines4j.Diagnostics;
import org.coroutines4j.Task;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.testkit.CapturedLog;
import org.coroutines4j.testkit.DebugMode;
import org.coroutines4j.testkit.Poll;
import org.junit.jupiter.api.Test;

/**
 * Guards that the dump and debug mode name a groupBy that waits indefinitely for a collector of one
 * of its groups.
 */
@DebugMode
class GroupWaitTest {
  /** Two groups are collected, and never end, since the fourth one waits for the third. */
  private static long collectTooFewAtOnce() {
    return AsyncFlow.range(0, 9).groupBy(n -> "key " + n % 4).flatMapMerge(2, g -> g).count();
  }

  /** The values of one group are not collected before all groups are known. */
  private static long collectNone() {
    return AsyncFlow.range(0, 900).groupBy(n -> "key").mapConcurrent(1, g -> wait(g)).count();
  }

  private static int wait(AsyncFlow.Group<String, Integer> group) {
    delay(Duration.ofMinutes(10));
    return (int) group.count();
  }

  @Test
  void groupWithoutACollector_isNamed() {
    try (CapturedLog log = new CapturedLog()) {
      taskScope()
          .run(
              scope -> {
                Task<?> stalled = scope.async(GroupWaitTest::collectTooFewAtOnce);
                Poll.until(
                    () ->
                        Diagnostics.dump()
                            .contains("no collector has received the group of key key 3"));
                Poll.until(() -> !log.lines().isEmpty());
                stalled.cancel();
              });
      assertThat(log.lines())
          .singleElement()
          .asString()
          .contains("groupBy waits", "key 3", "flatMapMerge");
    }
  }

  @Test
  void fullGroup_isNamed() {
    try (CapturedLog log = new CapturedLog()) {
      taskScope()
          .run(
              scope -> {
                Task<?> stalled = scope.async(GroupWaitTest::collectNone);
                Poll.until(
                    () ->
                        Diagnostics.dump()
                            .contains("no collector has received 64 values of key key"));
                Poll.until(() -> !log.lines().isEmpty());
                stalled.cancel();
              });
      assertThat(log.lines()).singleElement().asString().contains("groupBy waits", "64 values");
    }
  }

  @Test
  void dump_namesIt_withoutDebugMode() {
    Diagnostics.setDebug(false);
    try (CapturedLog log = new CapturedLog()) {
      taskScope()
          .run(
              scope -> {
                Task<?> stalled = scope.async(GroupWaitTest::collectTooFewAtOnce);
                Poll.until(
                    () ->
                        Diagnostics.dump()
                            .contains("no collector has received the group of key key 3"));
                stalled.cancel();
              });
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void groupsThatAreAllCollected_areNotTold() {
    try (CapturedLog log = new CapturedLog()) {
      assertThat(
              AsyncFlow.range(0, 900)
                  .groupBy(n -> n % 3)
                  .flatMapMerge(3, g -> g.onEach(n -> delay(ofMillis(n % 300 == 0 ? 20 : 0))))
                  .count())
          .isEqualTo(900);
      assertThat(log.lines()).isEmpty();
    }
  }
}
