package org.coroutines4j.testing.suite;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Test;

/** A ticker is due at fixed times, whatever its collector does. */
class TickerTest {
  @Test
  void lateCollector_getsDueTicksAtOnce_thenEachTickInTime() {
    List<Long> millis = new ArrayList<>();
    runTest(
        test ->
            AsyncFlow.ticker(ofMillis(100))
                .take(10)
                .collect(
                    tick -> {
                      millis.add(test.clock().elapsed().toMillis());
                      if (tick == 0) {
                        delay(ofMillis(750));
                      }
                    }));
    // ticks 1 to 7 were due at 200 to 800, while the collector slept
    assertThat(millis).containsExactly(100L, 850L, 850L, 850L, 850L, 850L, 850L, 850L, 900L, 1000L);
  }
}
