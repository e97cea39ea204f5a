package org.coroutines4j.flow;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A ticker in real time; {@code TickerTest} of the module testing knows when each tick is due. */
class TickerTest {
  @Test
  void ticks_areAPeriodApart() {
    long start = System.nanoTime();
    assertThat(AsyncFlow.ticker(ofMillis(20)).take(5).toList()).containsExactly(0L, 1L, 2L, 3L, 4L);
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(100_000_000L);
  }
}
