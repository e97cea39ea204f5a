package org.coroutines4j.testing.suite;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.withTimeout;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.TimeoutExceededException;
import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Test;

/** When the time operators of flows emit what. */
class TimedOperatorsTest {
  /** 0 to 2 at 1, 2 and 3 s, and 3 to 5 at 11, 12 and 13 s; ends at 20 s. */
  private static final AsyncFlow<Integer> BURSTS =
      AsyncFlow.generate(
          out -> {
            for (int i = 0; i < 6; i++) {
              delay(ofSeconds(i == 3 ? 8 : 1));
              out.emit(i);
            }
            delay(ofSeconds(7));
          });

  /** What a flow emits, each with the time, and its end. */
  private static List<String> times(AsyncFlow<?> flow) {
    List<String> times = new ArrayList<>();
    runTest(
        test -> {
          flow.collect(value -> times.add(value + " at " + test.clock().elapsed().toMillis()));
          times.add("end at " + test.clock().elapsed().toMillis());
        });
    return times;
  }

  @Test
  void debounce_emitsTheLastOfABurst_whenItsTimeIsOver() {
    assertThat(times(BURSTS.debounce(ofMillis(1_500))))
        .containsExactly("2 at 4500", "5 at 14500", "end at 20000");
    assertThat(times(BURSTS.debounce(ofSeconds(60))))
        .as("the last of all, at once")
        .containsExactly("5 at 20000", "end at 20000");
  }

  @Test
  void sample_emitsTheNewest_atItsTimes_butNothingTwice() {
    assertThat(times(BURSTS.sample(ofMillis(2_500))))
        .containsExactly("1 at 2500", "2 at 5000", "4 at 12500", "5 at 15000", "end at 20000");
  }

  @Test
  void throttle_letsItsTimePass_afterEachValue() {
    assertThat(times(AsyncFlow.range(0, 4).throttle(ofSeconds(3))))
        .containsExactly("0 at 0", "1 at 3000", "2 at 6000", "3 at 9000", "end at 9000");
    assertThat(times(BURSTS.throttle(ofSeconds(3))))
        .containsExactly(
            "0 at 1000",
            "1 at 4000",
            "2 at 7000",
            "3 at 15000",
            "4 at 18000",
            "5 at 21000",
            "end at 28000");
  }

  @Test
  void chunkedWithin_emitsFullChunksAtOnce_andOthersAtTheirTime() {
    assertThat(times(BURSTS.chunkedWithin(2, ofMillis(2_500))))
        .containsExactly(
            "[0, 1] at 2000", "[2] at 5500", "[3, 4] at 12000", "[5] at 15500", "end at 20000");
  }

  @Test
  void timeout_throws_whenAValueTakesTooLong() {
    List<Integer> seen = new ArrayList<>();
    runTest(
        test -> {
          assertThatExceptionOfType(TimeoutExceededException.class)
              .isThrownBy(() -> BURSTS.timeout(ofSeconds(5)).collect(seen::add));
          assertThat(seen).containsExactly(0, 1, 2);
          assertThat(test.clock().elapsed()).isEqualTo(ofSeconds(3 + 5));
        });
    assertThat(times(BURSTS.timeout(ofMillis(8_001)).filter(n -> n == 5)))
        .containsExactly("5 at 13000", "end at 20000");
  }

  @Test
  void timeoutOfAGenerator_isNotThatOfItsCollector() {
    AsyncFlow<String> flow =
        AsyncFlow.generate(
            out -> {
              try {
                withTimeout(
                    ofSeconds(5),
                    () -> {
                      out.emit("in time");
                      delay(ofSeconds(60));
                    });
              } catch (TimeoutExceededException e) {
                out.emit("timed out");
              }
            });
    // the collector takes longer than the generator has
    assertThat(times(flow.onEach(value -> delay(ofSeconds(30)))))
        .containsExactly("in time at 30000", "timed out at 60000", "end at 60000");
  }
}
