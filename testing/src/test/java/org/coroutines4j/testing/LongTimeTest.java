package org.coroutines4j.testing;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.select;
import static org.coroutines4j.Async.withTimeout;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.Task;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.Select;
import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Test;

/** The time of a test is exact for longer than a long of nanoseconds can tell. */
class LongTimeTest {
  private static final Duration CENTURY = ofDays(36_500);

  /** More than {@code delay} takes for a limit: it never ends. */
  private static final Duration LONGEST = ofSeconds(Long.MAX_VALUE, 999_999_999);

  @Test
  void delaysOfACentury_addUp() {
    List<Long> days = new ArrayList<>();
    runTest(
        test -> {
          for (int i = 0; i < 4; i++) {
            delay(CENTURY);
            days.add(test.clock().elapsed().toDays());
          }
        });
    assertThat(days).containsExactly(36_500L, 73_000L, 109_500L, 146_000L);
  }

  @Test
  void timeoutsAndTickers_goOn_afterFourCenturies() {
    runTest(
        test -> {
          test.clock().advanceBy(CENTURY.multipliedBy(4));
          assertThat(withTimeout(ofSeconds(2), () -> after(ofSeconds(1)))).isEqualTo("value");
          assertThat(AsyncFlow.ticker(ofSeconds(1)).take(3).toList()).containsExactly(0L, 1L, 2L);
          assertThat(test.clock().elapsed()).isEqualTo(CENTURY.multipliedBy(4).plus(ofSeconds(4)));
        });
  }

  private static String after(Duration d) {
    delay(d);
    return "value";
  }

  @Test
  void advanceBy_letsExactlyThatPass_howeverLong() {
    runTest(
        test -> {
          Task<?> early = test.launch(() -> delay(ofSeconds(1)));
          Task<?> centuries = test.launch(() -> sleepCenturies(3));
          Duration years = ofDays(146 * 366);
          test.clock().advanceBy(years);
          assertThat(test.clock().elapsed()).isEqualTo(years);
          assertThat(early.isDone()).isTrue();
          assertThat(centuries.isDone()).isFalse();
          centuries.join();
          assertThat(test.clock().elapsed()).isEqualTo(CENTURY.multipliedBy(3));
        });
  }

  private static void sleepCenturies(int count) {
    for (int i = 0; i < count; i++) {
      delay(CENTURY);
    }
  }

  @Test
  void advanceBy_stopsAtTheLongestDuration() {
    runTest(
        test -> {
          Task<?> never = test.launch(() -> delay(LONGEST));
          test.clock().advanceBy(LONGEST);
          test.clock().advanceBy(ofSeconds(1));
          assertThat(test.clock().elapsed()).isEqualTo(LONGEST);
          assertThat(never.isDone()).isFalse();
          never.cancel();
        });
  }

  @Test
  void advanceUntilIdle_ofAnIdleTest_doesNotMoveTheTime() {
    runTest(
        test -> {
          test.clock().advanceUntilIdle();
          assertThat(test.clock().elapsed()).isZero();
          test.launch(() -> sleepCenturies(3));
          test.clock().advanceUntilIdle();
          assertThat(test.clock().elapsed()).isEqualTo(CENTURY.multipliedBy(3));
        });
  }

  /** A select with a limit that is never reached, of a channel that gets its element late. */
  @Test
  void selectWithTheLongestTimeout_waitsForTheElement() {
    runTest(
        test -> {
          Channel<Integer> late = Channel.rendezvous();
          test.launch(
              () -> {
                sleepCenturies(3);
                late.send(7);
              });
          Select<Integer> selecting =
              select().onReceive(late, n -> n).onDeadline(LONGEST, () -> -2);
          delay(ofSeconds(1)); // the deadline counts from before
          assertThat(selecting.onTimeout(LONGEST, () -> -1).await()).isEqualTo(7);
        });
  }

  @Test
  void rateWithTheLongestPeriod_letsItsFirstValuesPass() {
    runTest(
        test ->
            assertThat(AsyncFlow.range(0, 3).throttle(2, LONGEST).take(2).toList())
                .containsExactly(0, 1));
  }
}
