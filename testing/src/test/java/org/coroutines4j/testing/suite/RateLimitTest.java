package org.coroutines4j.testing.suite;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Test;

/** Guards that {@code throttle(n, per)} emits at most n values in any period, and none too late. */
class RateLimitTest {
  /** Returns the times at which the values are emitted, in milliseconds. */
  private static List<Long> times(AsyncFlow<?> flow) {
    List<Long> times = new ArrayList<>();
    runTest(test -> flow.collect(value -> times.add(test.clock().elapsed().toMillis())));
    return times;
  }

  @Test
  void burst_isEmittedAtOnce_andTheNextOneAPeriodLater() {
    assertThat(times(AsyncFlow.range(0, 7).throttle(3, ofMillis(100))))
        .containsExactly(0L, 0L, 0L, 100L, 100L, 100L, 200L);
  }

  @Test
  void valuesThatComeSlowly_areNotDelayed() {
    AsyncFlow<Integer> slow = AsyncFlow.range(0, 4).onEach(value -> delay(ofMillis(50)));
    assertThat(times(slow.throttle(2, ofMillis(100)))).containsExactly(50L, 100L, 150L, 200L);
  }

  @Test
  void anyPeriod_hasAtMostNValues_andEachIsEmittedAsSoonAsItMay() {
    Random random = new Random(3);
    for (int round = 0; round < 50; round++) {
      int n = 1 + random.nextInt(4);
      long per = 1L + random.nextInt(100);
      List<Long> arrivals = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        arrivals.add((long) random.nextInt(60));
      }
      AsyncFlow<Long> flow =
          AsyncFlow.fromIterable(arrivals).onEach(pause -> delay(ofMillis(pause)));
      assertThat(times(flow.throttle(n, ofMillis(per))))
          .as("%d per %d ms", n, per)
          .isEqualTo(expected(arrivals, n, per));
    }
  }

  private static List<Long> expected(List<Long> pauses, int n, long per) {
    List<Long> times = new ArrayList<>();
    long now = 0;
    for (long pause : pauses) {
      now += pause;
      if (times.size() >= n) {
        now = Math.max(now, times.get(times.size() - n) + per);
      }
      times.add(now);
    }
    return times;
  }
}
