package org.coroutines4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.Async.retry;
import static org.coroutines4j.TaskScopeFailureTest.delayForEver;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Guards that an operation is retried as often, and after those failures, as its policy allows. */
@Tag("exceptions")
class RetryTest {
  private final List<Throwable> thrown = new ArrayList<>();

  /** Fails with a new exception each time. */
  private Callable<String> failing(int times) {
    return () -> {
      if (thrown.size() < times) {
        IOException failure = new IOException("attempt " + (thrown.size() + 1));
        thrown.add(failure);
        throw failure;
      }
      return "attempt " + (thrown.size() + 1);
    };
  }

  @Test
  void success_isReturned_afterAsManyAttemptsAsItTook() {
    assertThat(retry(RetryPolicy.maxAttempts(3), failing(2))).isEqualTo("attempt 3");
    assertThat(retry(RetryPolicy.maxAttempts(1), () -> "at once")).isEqualTo("at once");
  }

  @Test
  void lastFailure_isThrown_withTheEarlierOnesSuppressedInOrder() {
    Throwable last = catchThrowable(() -> retry(RetryPolicy.maxAttempts(3), failing(99)));
    assertThat(last).isInstanceOf(UncheckedIOException.class).hasCause(thrown.get(2));
    assertThat(last.getSuppressed()).containsExactly(thrown.get(0), thrown.get(1));
    assertThat(thrown).hasSize(3);
  }

  @Test
  void manyFailures_areListedUpToABoundAndCounted() {
    Throwable last = catchThrowable(() -> retry(RetryPolicy.maxAttempts(50), failing(99)));
    assertThat(thrown).hasSize(50);
    assertThat(last.getSuppressed()).hasSizeLessThan(20);
    assertThat(last.getSuppressed()[last.getSuppressed().length - 1])
        .hasMessageContaining("further failures");
  }

  @Test
  void sameFailureEachTime_isNotSuppressedOnItself() {
    IllegalStateException same = new IllegalStateException("same");
    assertThat(
            catchThrowable(
                () ->
                    retry(
                        RetryPolicy.maxAttempts(3),
                        () -> {
                          throw same;
                        })))
        .isSameAs(same)
        .hasNoSuppressedExceptions();
  }

  @Test
  void retryOn_retriesAfterItsTypesOnly_alsoIfAnAwaitWrappedThem() {
    RetryPolicy onIo = RetryPolicy.maxAttempts(3).retryOn(IOException.class);
    assertThat(retry(onIo, failing(2))).isEqualTo("attempt 3");
    thrown.clear();
    assertThat(retry(onIo, () -> Async.gather(failing(2)).get(0))).isEqualTo("attempt 3");
    thrown.clear();
    RetryPolicy onMissing = RetryPolicy.maxAttempts(3).retryOn(FileNotFoundException.class);
    assertThat(catchThrowable(() -> retry(onMissing, failing(99)))).hasCause(thrown.get(0));
    assertThat(thrown).hasSize(1);
  }

  @Test
  void errors_areRetriedOnlyIfAskedFor() {
    int[] attempts = new int[1];
    Callable<Object> failing =
        () -> {
          attempts[0]++;
          throw new AssertionError("boom");
        };
    assertThat(catchThrowable(() -> retry(RetryPolicy.maxAttempts(3), failing)))
        .isInstanceOf(AssertionError.class);
    assertThat(attempts).containsExactly(1);
    RetryPolicy onErrors = RetryPolicy.maxAttempts(3).retryOn(AssertionError.class);
    assertThat(catchThrowable(() -> retry(onErrors, failing))).isInstanceOf(AssertionError.class);
    assertThat(attempts).containsExactly(4);
  }

  @Test
  void cancellations_areNeverRetried() {
    int[] attempts = new int[1];
    CancellationException foreign = new CancellationException("foreign");
    RetryPolicy always = RetryPolicy.maxAttempts(3).retryOn(Throwable.class);
    assertThat(
            catchThrowable(
                () ->
                    retry(
                        always,
                        () -> {
                          attempts[0]++;
                          throw foreign;
                        })))
        .isSameAs(foreign);
    assertThat(attempts).containsExactly(1);
  }

  @Test
  void timeoutOfAnAttempt_isAFailureThatCanBeRetried() {
    int[] attempts = new int[1];
    String value =
        retry(
            RetryPolicy.maxAttempts(2),
            () ->
                Async.withTimeout(
                    Duration.ofMillis(++attempts[0] == 1 ? 20 : 60_000),
                    () -> attempts[0] == 1 ? delayForEver().toString() : "in time"));
    assertThat(value).isEqualTo("in time");
  }

  @Test
  void cancelledCaller_isNotKeptWaitingForTheNextAttempt() {
    RetryPolicy slow =
        RetryPolicy.maxAttempts(2).exponentialBackoff(Duration.ofDays(1), Duration.ofDays(1));
    Async.run(
        scope -> {
          CountDownLatch tried = new CountDownLatch(1);
          Task<?> task =
              scope.async(
                  () ->
                      retry(
                          slow,
                          () -> {
                            tried.countDown();
                            throw new IOException("first");
                          }));
          tried.await();
          task.cancel();
          task.join();
          assertThat(task.isCancelled()).isTrue();
        });
  }

  @Test
  void delays_growTwofoldUpToTheLongest_andJitterOnlyShortensThem() {
    RetryPolicy policy =
        RetryPolicy.maxAttempts(Integer.MAX_VALUE)
            .exponentialBackoff(Duration.ofSeconds(1), Duration.ofSeconds(5));
    assertThat(List.of(delay(policy, 1), delay(policy, 2), delay(policy, 3)))
        .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
    assertThat(delay(policy, 4)).isEqualTo(Duration.ofSeconds(5));
    assertThat(delay(policy, Integer.MAX_VALUE - 1)).isEqualTo(Duration.ofSeconds(5));
    RetryPolicy random = policy.jitter(0.5);
    for (int i = 0; i < 1_000; i++) {
      assertThat(delay(random, 1)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
    }
    RetryPolicy huge =
        RetryPolicy.maxAttempts(9)
            .exponentialBackoff(
                Duration.ofSeconds(Long.MAX_VALUE), Duration.ofSeconds(Long.MAX_VALUE));
    assertThat(delay(huge, 5)).isPositive();
  }

  private static Duration delay(RetryPolicy policy, int attempts) {
    return policy
        .delayAfter(attempts, new IllegalStateException("test"), Duration.ZERO)
        .orElseThrow();
  }

  @Test
  void zeroDelay_takesNoLongerAfterManyAttempts() {
    RetryPolicy policy =
        RetryPolicy.maxAttempts(Integer.MAX_VALUE)
            .exponentialBackoff(Duration.ZERO, Duration.ofSeconds(1));
    for (int i = 0; i < 10_000; i++) { // the time limit of the test ends this
      assertThat(delay(policy, Integer.MAX_VALUE - 1 - i)).isZero();
    }
  }

  @Test
  void constantException_listsAFewOfTheOthersAndCountsTheRest() {
    IllegalStateException constant = new IllegalStateException("constant");
    for (int i = 0; i < 1_000; i++) {
      int[] attempts = new int[1];
      Throwable last =
          catchThrowable(
              () ->
                  retry(
                      RetryPolicy.maxAttempts(2),
                      () -> {
                        if (++attempts[0] == 2) {
                          throw constant;
                        }
                        throw new IllegalStateException("first");
                      }));
      assertThat(last).isSameAs(constant);
    }
    assertThat(constant.getSuppressed()).hasSize(17);
    assertThat(constant.getSuppressed()[16]).hasMessage("984 further failures");
  }
}
