package org.coroutines4j.testing;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Code that is given an {@link InstantSource} or a {@link Clock} reads the time of the test. */
class TestClockTest {
  @Test
  void instant_isTheEpoch_andWhatHasElapsed() {
    runTest(
        test -> {
          InstantSource source = test.clock();
          assertThat(source.instant()).isEqualTo(Instant.EPOCH);
          assertThat(source.millis()).isZero();
          delay(ofSeconds(90));
          assertThat(source.instant()).isEqualTo(Instant.ofEpochSecond(90));
          assertThat(source.millis()).isEqualTo(90_000);
        });
  }

  @Test
  void clockOfAZone_showsTheSameTime() {
    runTest(
        test -> {
          Clock clock = test.clock().withZone(ZoneOffset.ofHours(2));
          Clock utc = clock.withZone(ZoneId.of("UTC"));
          delay(ofHours(1));
          assertThat(LocalDateTime.now(clock)).isEqualTo(LocalDateTime.of(1970, 1, 1, 3, 0));
          assertThat(utc.instant()).isEqualTo(Instant.EPOCH.plus(ofHours(1)));
          assertThat(utc.getZone()).isEqualTo(ZoneId.of("UTC"));
        });
  }

  @Test
  void instant_isReadOnAnyThread_andAfterTheTest() throws Exception {
    Clock[] clock = {null};
    runTest(
        test -> {
          delay(ofHours(1));
          clock[0] = test.clock().withZone(ZoneOffset.UTC);
        });
    Instant[] seen = {null};
    Thread thread = new Thread(() -> seen[0] = clock[0].instant());
    thread.start();
    thread.join();
    assertThat(seen[0]).isEqualTo(Instant.EPOCH.plus(ofHours(1)));
  }

  @Test
  void instant_stopsAtTheLast() {
    runTest(
        test -> {
          test.clock().advanceBy(ofSeconds(Long.MAX_VALUE));
          assertThat(test.clock().instant()).isEqualTo(Instant.MAX);
        });
  }
}
