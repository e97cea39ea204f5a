package org.coroutines4j.testing.suite;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.Async.retry;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeout;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.coroutines4j.Outcome;
import org.coroutines4j.RetryPolicy;
import org.coroutines4j.Task;
import org.coroutines4j.TimeoutExceededException;
import org.junit.jupiter.api.Test;

/** Guards that cancelled code may take its time for cleanup, and may fail in it. */
class CleanupTest {
  private static final Duration LIMIT = ofMillis(300);

  @Test
  void callerCancelledFirst_deadlineDuringCleanup_isACancellation() {
    runTest(
        test -> {
          Task<Object> task =
              test.async(
                  () ->
                      withTimeout(
                          LIMIT,
                          () -> {
                            try {
                              delay(ofDays(1));
                              return "never";
                            } finally {
                              nonCancellable(() -> delay(ofMillis(600)));
                            }
                          }));
          delay(ofMillis(100));
          task.cancel("caller first");
          assertThat(task.awaitOutcome())
              .isInstanceOfSatisfying(
                  Outcome.Cancelled.class,
                  cancelled -> assertThat(cancelled.reason()).hasMessageContaining("caller first"));
          assertThat(test.clock().elapsed()).isEqualTo(ofMillis(700));
        });
  }

  /** What the policy would retry is no failure, but for the last time; all else is, as anywhere. */
  @Test
  void cleanupFailure_ofACancelledAttempt_isThrownUnlessRetryable() {
    IllegalStateException cleanup = new IllegalStateException("cleanup");
    int[] attempts = new int[1];
    Callable<Object> attempt =
        () -> {
          attempts[0]++;
          try {
            delay(ofDays(1));
          } catch (RuntimeException cancelled) {
            throw cleanup;
          }
          return "never";
        };
    RetryPolicy always = RetryPolicy.maxAttempts(3);
    RetryPolicy onIo = always.retryOn(IOException.class);
    runTest(
        test -> {
          assertThat(catchThrowable(() -> withTimeout(LIMIT, () -> retry(onIo, attempt))))
              .isSameAs(cleanup);
          assertThat(cleanup.getSuppressed())
              .singleElement()
              .isInstanceOf(TimeoutExceededException.class);
          assertThat(catchThrowable(() -> withTimeout(LIMIT, () -> retry(always, attempt))))
              .isInstanceOf(TimeoutExceededException.class);
          assertThat(attempts).containsExactly(2);
          assertThat(test.clock().elapsed()).isEqualTo(LIMIT.multipliedBy(2));
        });
  }

  @Test
  void scopeTimeout_isThrownAfterTaskCleanup_resourcesAreClosed() {
    List<String> events = new ArrayList<>();
    runTest(
        test -> {
          assertThatExceptionOfType(TimeoutExceededException.class)
              .isThrownBy(
                  () ->
                      taskScope()
                          .withTimeout(LIMIT)
                          .run(
                              scope -> {
                                scope.use(
                                    () -> {
                                      delay(ofMillis(50)); // a deadline does not stop a close
                                      events.add("closed at " + test.clock().elapsed());
                                    });
                                scope.launch(
                                    () -> {
                                      try {
                                        delay(ofDays(1));
                                      } finally {
                                        nonCancellable(() -> delay(ofMillis(100)));
                                        events.add("cleaned up at " + test.clock().elapsed());
                                      }
                                    });
                              }));
          events.add("thrown at " + test.clock().elapsed());
        });
    assertThat(events)
        .containsExactly("cleaned up at PT0.4S", "closed at PT0.45S", "thrown at PT0.45S");
  }
}
