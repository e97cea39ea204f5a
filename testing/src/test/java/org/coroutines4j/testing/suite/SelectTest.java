package org.coroutines4j.testing.suite;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.select;
import static org.coroutines4j.Async.withTimeoutOrEmpty;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.testing.TestScope;
import org.coroutines4j.testing.VirtualTimeExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The timers of a select are due at their time, and never before. */
@ExtendWith(VirtualTimeExtension.class)
class SelectTest {
  private final Channel<String> a = Channel.buffered(4);

  private String within(Duration limit) {
    return select().onReceive(a, v -> v).onTimeout(limit, () -> "late").await();
  }

  @Test
  void timer_endsTheWait_inTime(TestScope test) {
    assertThat(within(ofSeconds(5))).isEqualTo("late");
    assertThat(test.clock().elapsed()).isEqualTo(ofSeconds(5));
  }

  @Test
  void elementThatComesANanosecondEarlier_isChosen(TestScope test) {
    test.launch(
        () -> {
          delay(ofSeconds(5).minusNanos(1));
          a.send("element");
        });
    assertThat(within(ofSeconds(5))).isEqualTo("element");
    test.launch(
        () -> {
          delay(ofSeconds(5).plus(ofNanos(1)));
          a.send("kept");
        });
    assertThat(within(ofSeconds(5))).isEqualTo("late");
    assertThat(within(ofSeconds(5))).isEqualTo("kept");
    assertThat(test.clock().elapsed()).isEqualTo(ofSeconds(10));
  }

  @Test
  void shorterTimer_wins_andTheLongerOneIsForgotten(TestScope test) {
    Duration longest = ofSeconds(Long.MAX_VALUE, 999_999_999);
    assertThat(
            select()
                .onTimeout(longest, () -> "longest")
                .onTimeout(ofDays(2), () -> "short")
                .onTimeout(ofDays(3), () -> "long")
                .await())
        .isEqualTo("short");
    assertThat(test.clock().elapsed()).isEqualTo(ofDays(2));
    test.clock().advanceUntilIdle();
    assertThat(test.clock().elapsed()).isEqualTo(ofDays(2));
  }

  @Test
  void zeroAndLess_isAtOnce_butWhatWasAddedFirstWinsIfItIsReady(TestScope test) {
    for (Duration now : List.of(ZERO, ofMillis(-1), ofSeconds(Long.MIN_VALUE))) {
      assertThat(within(now)).isEqualTo("late");
      assertThat(select().onTimeout(ofDays(1), () -> "later").onTimeout(now, () -> "now").await())
          .isEqualTo("now");
    }
    a.send("element");
    assertThat(within(ZERO)).isEqualTo("element");
    assertThat(test.clock().elapsed()).isZero();
  }

  @Test
  void select_countsItsTimeAgain_eachTimeItIsAwaited(TestScope test) {
    List<String> got = new ArrayList<>();
    var select = select().onReceive(a, v -> v).onTimeout(ofSeconds(1), () -> "idle");
    for (int i = 0; i < 3; i++) {
      got.add(select.await() + " at " + test.clock().elapsed());
    }
    a.send("element");
    got.add(select.await() + " at " + test.clock().elapsed());
    assertThat(got)
        .containsExactly("idle at PT1S", "idle at PT2S", "idle at PT3S", "element at PT3S");
  }

  @Test
  void timeoutAroundASelect_stopsIt(TestScope test) {
    assertThat(withTimeoutOrEmpty(ofSeconds(5), () -> within(ofDays(1)))).isEmpty();
    assertThat(test.clock().elapsed()).isEqualTo(ofSeconds(5));
    a.send("kept");
    assertThat(a.receive()).isEqualTo("kept");
    test.clock().advanceUntilIdle(); // its timer is gone
    assertThat(test.clock().elapsed()).isEqualTo(ofSeconds(5));
  }
}
