package org.coroutines4j.flow;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A ticker is due at fixed times, whatever its collector does. */
class TickerTest {
  @Test
  void collectorThatComesLate_getsAtOnceWhatIsDue() {
    List<Long> millis = new ArrayList<>();
    long start = System.nanoTime();
    AsyncFlow.ticker(ofMillis(100))
        .take(8)
        .collect(
            tick -> {
              millis.add((System.nanoTime() - start) / 1_000_000);
              if (tick == 0) {
                delay(ofSeconds(1));
              }
            });
    // ticks 1 to 7 were due at 200 to 800, while the collector slept
    assertThat(millis.get(7) - millis.get(1)).isLessThan(300);
    assertThat(millis.get(0)).isGreaterThanOrEqualTo(100);
  }

  @Test
  void ticks_areAPeriodApart() {
    long start = System.nanoTime();
    assertThat(AsyncFlow.ticker(ofMillis(20)).take(5).toList()).containsExactly(0L, 1L, 2L, 3L, 4L);
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(100_000_000L);
  }
}
