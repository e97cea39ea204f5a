package org.coroutines4j.testing.kotlinx;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.flow.SharingStarted.whileSubscribed;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.SharedFlow;
import org.coroutines4j.flow.SharingStarted;
import org.coroutines4j.flow.SharingStarted.WhileSubscribed;
import org.junit.jupiter.api.Test;

/** The cases of kotlinx's {@code SharingStartedWhileSubscribedTest}. */
class SharingStartedWhileSubscribedTest {
  private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

  private final List<String> log = new ArrayList<>();

  /** Emits 1 and waits until it is cancelled. */
  private final AsyncFlow<Integer> upstream =
      AsyncFlow.generate(
          out -> {
            log.add("start");
            try {
              out.emit(1);
              delay(Duration.ofDays(10_000));
            } finally {
              log.add("stop");
            }
          });

  @Test
  void policies_withEqualTimes_areEqual() {
    List<Duration> times =
        List.of(ZERO, ofMillis(1), ofMillis(10), ofMillis(100), ofMillis(213), FOREVER);
    Map<SharingStarted, String> names = new HashMap<>();
    for (Duration stop : times) {
      for (Duration expiration : times) {
        names.put(new WhileSubscribed(stop, expiration), stop + " " + expiration);
      }
    }
    assertThat(names).hasSize(times.size() * times.size());
    for (Duration stop : times) {
      for (Duration expiration : times) {
        assertThat(names.get(new WhileSubscribed(stop, expiration)))
            .isEqualTo(stop + " " + expiration);
      }
    }
  }

  @Test
  void policies_inOtherUnits_areEqual() {
    assertThat(whileSubscribed(ofMillis(0))).isEqualTo(new WhileSubscribed(ZERO, FOREVER));
    assertThat(whileSubscribed(ofMillis(10))).isEqualTo(new WhileSubscribed(ofMillis(10), FOREVER));
    assertThat(whileSubscribed(Duration.parse("PT1S"))).isEqualTo(whileSubscribed(ofSeconds(1)));
    assertThat(whileSubscribed(FOREVER)).isEqualTo(new WhileSubscribed(FOREVER, FOREVER));
    assertThat(new WhileSubscribed(ZERO, Duration.parse("PT7S")))
        .isEqualTo(new WhileSubscribed(ZERO, ofSeconds(7)));
  }

  @Test
  void collectorAfterTheStopTimeout_restartsTheUpstream() {
    runTest(
        test -> {
          SharedFlow<Integer> shared = upstream.shareIn(test, whileSubscribed(ofMillis(100)), 0);
          assertThat(shared.first()).isEqualTo(1);
          delay(ofMillis(200));
          assertThat(log).containsExactly("start", "stop");
          assertThat(shared.first()).isEqualTo(1);
        });
    assertThat(log).containsExactly("start", "stop", "start", "stop");
  }

  @Test
  void collectorsThatLeaveImmediately_keepTheUpstreamRunning() {
    runTest(
        test -> {
          SharedFlow<Integer> shared =
              upstream.shareIn(test, new WhileSubscribed(ofMillis(400), ZERO), 1);
          for (int i = 0; i < 5; i++) {
            assertThat(shared.first()).isEqualTo(1);
            delay(ofMillis(100));
          }
          assertThat(log).containsExactly("start");
        });
    assertThat(log).containsExactly("start", "stop");
  }
}
