package org.coroutines4j.testing;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.retry;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.RetryPolicy;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.function.ThrowingRunnable;
import org.junit.jupiter.api.Test;

/** A limit for a retry as a whole: when attempts begin, and when it gives up, to the nanosecond. */
class RetryWithinTest {
  private final List<Duration> attempts = new ArrayList<>();
  private final IllegalStateException failure = new IllegalStateException("failed");

  /** Retries a body that takes {@code each} and fails; returns when the retry gave up. */
  private Duration fail(RetryPolicy policy, Duration each, boolean asFlow) {
    attempts.clear();
    Duration[] end = new Duration[1];
    runTest(
        test -> {
          delay(ofSeconds(100)); // the limit does not count from the beginning of the world
          Duration begin = test.clock().elapsed();
          ThrowingRunnable body =
              () -> {
                attempts.add(test.clock().elapsed().minus(begin));
                delay(each);
                throw failure;
              };
          Throwable thrown =
              catchThrowable(
                  () -> {
                    if (asFlow) {
                      long unused = AsyncFlow.generate(out -> body.run()).retry(policy).count();
                    } else {
                      retry(policy, body);
                    }
                  });
          assertThat(thrown).isSameAs(failure);
          end[0] = test.clock().elapsed().minus(begin);
        });
    return end[0];
  }

  @Test
  void waitThatWouldEndAfterTheLimit_isNotBegun() {
    RetryPolicy policy = RetryPolicy.unlimited().fixedDelay(ofSeconds(2)).within(ofSeconds(5));
    for (boolean asFlow : new boolean[] {false, true}) {
      assertThat(fail(policy, Duration.ZERO, asFlow)).isEqualTo(ofSeconds(4));
      assertThat(attempts).containsExactly(Duration.ZERO, ofSeconds(2), ofSeconds(4));
    }
  }

  @Test
  void attempt_isNotBegunAtTheLimit_norCutOffByIt() {
    RetryPolicy policy = RetryPolicy.unlimited().within(ofSeconds(6));
    for (boolean asFlow : new boolean[] {false, true}) {
      assertThat(fail(policy, ofSeconds(3), asFlow)).isEqualTo(ofSeconds(6));
      assertThat(attempts).containsExactly(Duration.ZERO, ofSeconds(3));
      assertThat(fail(policy, ofSeconds(60), asFlow)).isEqualTo(ofSeconds(60));
      assertThat(attempts).containsExactly(Duration.ZERO);
    }
  }

  @Test
  void exponentialBackoff_givesUpBeforeTheWaitThatIsTooLong() {
    RetryPolicy policy =
        RetryPolicy.unlimited()
            .exponentialBackoff(ofSeconds(1), ofSeconds(60))
            .within(ofSeconds(10));
    assertThat(fail(policy, Duration.ZERO, false)).isEqualTo(ofSeconds(7));
    assertThat(attempts).containsExactly(Duration.ZERO, ofSeconds(1), ofSeconds(3), ofSeconds(7));
  }

  @Test
  void timeOfTheListener_counts() {
    RetryPolicy policy =
        RetryPolicy.unlimited()
            .fixedDelay(ofSeconds(1))
            .within(ofSeconds(5))
            .onRetry((attempt, thrown, wait) -> delay(ofMillis(3_999)));
    assertThat(fail(policy, Duration.ZERO, false)).isEqualTo(ofMillis(4_999));
    assertThat(attempts).containsExactly(Duration.ZERO, ofMillis(4_999));
    RetryPolicy slower = policy.onRetry((attempt, thrown, wait) -> delay(ofSeconds(4)));
    assertThat(fail(slower, Duration.ZERO, false)).isEqualTo(ofSeconds(4));
    assertThat(attempts).containsExactly(Duration.ZERO);
  }
}
