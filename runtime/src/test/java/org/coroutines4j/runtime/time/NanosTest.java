package org.coroutines4j.runtime.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The conversion of durations to nanoseconds. */
class NanosTest {
  @Test
  void negative_isZero() {
    assertThat(Nanos.of(Duration.ofSeconds(-1))).isZero();
    assertThat(Nanos.of(Duration.ofSeconds(Long.MIN_VALUE))).isZero();
  }

  @Test
  void tooLarge_meansNoLimit_andDoesNotOverflow() {
    assertThat(Nanos.of(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(Nanos.FOREVER);
    assertThat(System.nanoTime() + Nanos.FOREVER).isPositive();
  }

  @Test
  void anyOtherDuration_isItsNanoseconds() {
    assertThat(Nanos.of(Duration.ofMillis(3).plusNanos(7))).isEqualTo(3_000_007);
  }
}
