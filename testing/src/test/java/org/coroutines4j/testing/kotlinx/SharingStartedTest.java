package org.coroutines4j.testing.kotlinx;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.coroutines4j.Task;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.SharedFlow;
import org.coroutines4j.flow.SharingStarted;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.testing.TestScope;
import org.junit.jupiter.api.Test;

/**
 * The cases of kotlinx's {@code SharingStartedTest}. The commands of a policy are not visible here,
 * so the tests observe their effects: when the upstream flow starts and stops, and when the
 * replayed values are discarded.
 */
class SharingStartedTest {
  private static final String START = "START";
  private static final String STOP = "STOP";
  private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

  /** Runs {@code scenario} three times, and expects the upstream flow to start and stop as told. */
  private static void check(SharingStarted started, ThrowingConsumer<Sharing> scenario) {
    runTest(
        test -> {
          Sharing sharing = new Sharing(test, started);
          if (started instanceof SharingStarted.Eagerly) {
            sharing.expected.add(START + " at 0");
          }
          delay(ofMillis(1));
          for (int i = 0; i < 3; i++) {
            scenario.accept(sharing);
            delay(ofSeconds(1));
          }
          assertThat(sharing.seen).isEqualTo(sharing.expected);
        });
  }

  @Test
  void eagerly_startsAtTheBeginning_neverStops() {
    check(
        SharingStarted.eagerly(),
        sharing -> {
          sharing.collectors(1);
          sharing.rampUpAndDown();
          sharing.collectors(0);
          delay(ofMillis(100));
          sharing.assertReplay(1);
        });
  }

  @Test
  void lazily_startsWithTheFirstCollector_neverStops() {
    boolean[] isStarted = new boolean[1];
    check(
        SharingStarted.lazily(),
        sharing -> {
          if (!isStarted[0]) {
            sharing.expect(START);
            isStarted[0] = true;
          }
          sharing.collectors(1);
          sharing.rampUpAndDown();
          sharing.collectors(0);
          sharing.assertReplay(1);
        });
  }

  @Test
  void whileSubscribed_startsAndStopsWithTheCollectors() {
    check(
        SharingStarted.whileSubscribed(Duration.ZERO),
        sharing -> {
          sharing.collectors(1, START);
          sharing.rampUpAndDown();
          sharing.collectors(0, STOP);
          delay(ofMillis(100));
          sharing.assertReplay(1);
        });
  }

  @Test
  void whileSubscribed_immediateExpiration_dropsTheReplay() {
    check(
        new SharingStarted.WhileSubscribed(Duration.ZERO, Duration.ZERO),
        sharing -> {
          sharing.collectors(1, START);
          sharing.rampUpAndDown();
          sharing.collectors(0, STOP);
          sharing.assertReplay();
          delay(ofMillis(100));
        });
  }

  @Test
  void whileSubscribed_stopTimeout_isInterruptedByACollector() {
    check(
        new SharingStarted.WhileSubscribed(ofMillis(100), FOREVER),
        sharing -> {
          sharing.collectors(1, START);
          sharing.rampUpAndDown();
          sharing.collectors(0);
          delay(ofMillis(50)); // too short to stop
          sharing.collectors(1);
          sharing.rampUpAndDown();
          sharing.collectors(0);
          sharing.after(100, STOP);
          delay(ofMillis(100));
          sharing.assertReplay(1);
        });
  }

  @Test
  void whileSubscribed_expiration_isInterruptedByACollector() {
    check(
        new SharingStarted.WhileSubscribed(Duration.ZERO, ofMillis(200)),
        sharing -> {
          sharing.collectors(1, START);
          sharing.rampUpAndDown();
          sharing.collectors(0, STOP);
          delay(ofMillis(150)); // too short to expire
          sharing.assertReplay(1);
          sharing.collectors(1, START);
          sharing.rampUpAndDown();
          sharing.collectors(0, STOP);
          sharing.assertReplayExpiresAfter(200);
        });
  }

  @Test
  void whileSubscribed_stopTimeoutThenExpiration_addUp() {
    check(
        new SharingStarted.WhileSubscribed(ofMillis(400), ofMillis(300)),
        sharing -> {
          sharing.collectors(1, START);
          sharing.rampUpAndDown();
          sharing.collectors(0);
          delay(ofMillis(350)); // too short to stop
          sharing.collectors(1);
          sharing.rampUpAndDown();
          sharing.collectors(0);
          sharing.after(400, STOP);
          delay(ofMillis(250)); // too short to expire
          sharing.assertReplay(1);
          sharing.collectors(1, START);
          sharing.rampUpAndDown();
          sharing.collectors(0);
          sharing.after(400, STOP);
          sharing.assertReplayExpiresAfter(300);
          delay(ofMillis(100));
        });
  }

  /** A shared flow, its collectors, and what its upstream flow did and should have done. */
  private static final class Sharing {
    final List<String> seen = new ArrayList<>();
    final List<String> expected = new ArrayList<>();
    private final Deque<Task<?>> collectors = new ArrayDeque<>();
    private final TestScope test;
    private final SharedFlow<Integer> shared;

    Sharing(TestScope test, SharingStarted started) {
      this.test = test;
      AsyncFlow<Integer> upstream =
          AsyncFlow.generate(
              out -> {
                seen.add(START + " at " + now());
                try {
                  out.emit(1);
                  delay(Duration.ofDays(10_000));
                } finally {
                  seen.add(STOP + " at " + now());
                }
              });
      shared = upstream.shareIn(test, started, 1);
    }

    private long now() {
      return test.clock().elapsed().toMillis();
    }

    void expect(String command) {
      expected.add(command + " at " + now());
    }

    /** Makes it {@code n} collectors, and lets a millisecond elapse. */
    void collectors(int n) {
      while (collectors.size() < n) {
        collectors.push(test.launch(() -> shared.collect(value -> {})));
      }
      while (collectors.size() > n) {
        collectors.pop().cancel();
      }
      delay(ofMillis(1));
      assertThat(shared.subscriptionCount().value()).isEqualTo(n);
      assertThat(seen).isEqualTo(expected);
    }

    void collectors(int n, String command) {
      expect(command);
      collectors(n);
    }

    /** Expects {@code command} when {@code millis} have elapsed since the collectors changed. */
    void after(int millis, String command) {
      expected.add(command + " at " + (now() - 1 + millis));
      delay(ofMillis(millis));
      assertThat(seen).isEqualTo(expected);
    }

    void rampUpAndDown() {
      for (int n = 2; n <= 10; n++) {
        delay(ofMillis(100));
        collectors(n);
      }
      delay(ofSeconds(1));
      for (int n = 9; n >= 1; n--) {
        collectors(n);
        delay(ofMillis(100));
      }
    }

    void assertReplay(Integer... values) {
      assertThat(shared.replayed()).containsExactly(values);
    }

    /** Expects the replay to expire {@code millis} after the stop, which was a millisecond ago. */
    void assertReplayExpiresAfter(int millis) {
      delay(ofMillis(millis - 2));
      assertReplay(1);
      delay(ofMillis(2));
      assertReplay();
    }
  }
}
