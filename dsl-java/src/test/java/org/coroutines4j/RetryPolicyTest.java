package org.coroutines4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.Async.retry;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.testkit.CapturedLog;
import org.coroutines4j.testkit.Pause;
import org.coroutines4j.testkit.Rounds;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Guards what a policy decides after a failure, and what it tells its listener. */
@Tag("exceptions")
class RetryPolicyTest {
  private static final RetryPolicy THREE = RetryPolicy.maxAttempts(3);

  private final List<IOException> thrown = new ArrayList<>();
  private final List<String> told = new ArrayList<>();

  /** Fails with a new exception each time. */
  private Callable<String> failing(int times) {
    return () -> {
      if (thrown.size() < times) {
        thrown.add(new IOException("attempt " + (thrown.size() + 1)));
        throw thrown.get(thrown.size() - 1);
      }
      return "done";
    };
  }

  private AsyncFlow<String> failingFlow(int times) {
    return AsyncFlow.generate(out -> out.emit(failing(times).call()));
  }

  private void tell(int attempt, Throwable failure, Duration wait) {
    told.add(attempt + " " + failure.getMessage() + " " + wait);
  }

  @Test
  void unlimited_triesUntilAnAttemptSucceeds() {
    assertThat(retry(RetryPolicy.unlimited(), failing(1_000))).isEqualTo("done");
    assertThat(thrown).hasSize(1_000);
    assertThat(
            RetryPolicy.unlimited()
                .delayAfter(Integer.MAX_VALUE, new IOException("x"), Duration.ZERO))
        .isPresent();
  }

  @Test
  void fixedDelay_isTheSameBeforeEachAttempt() {
    RetryPolicy policy = RetryPolicy.unlimited().fixedDelay(Duration.ofSeconds(3));
    for (int attempts : new int[] {1, 2, 50}) {
      assertThat(policy.delayAfter(attempts, new IOException("x"), Duration.ZERO))
          .contains(Duration.ofSeconds(3));
    }
  }

  @Test
  void retryIf_decidesByTheFailureItself() {
    RetryPolicy unlessMissing = THREE.retryIf(t -> !(t instanceof FileNotFoundException));
    assertThat(retry(unlessMissing, failing(2))).isEqualTo("done");
    FileNotFoundException missing = new FileNotFoundException("missing");
    AtomicInteger attempts = new AtomicInteger();
    Callable<String> notFound =
        () -> {
          attempts.incrementAndGet();
          throw missing;
        };
    assertThat(catchThrowable(() -> retry(unlessMissing, notFound))).hasCause(missing);
    assertThat(catchThrowable(() -> retry(unlessMissing, () -> Async.gather(notFound))))
        .hasCause(missing);
    assertThat(attempts).hasValue(2);
  }

  @Test
  void retryIf_isAskedOnlyAboutTypesThatAreRetried() {
    List<Throwable> asked = new ArrayList<>();
    AssertionError error = new AssertionError("boom");
    ThrowingRunnable body =
        () -> {
          throw error;
        };
    assertThat(catchThrowable(() -> retry(THREE.retryIf(asked::add), body))).isSameAs(error);
    assertThat(asked).isEmpty();
    RetryPolicy all = THREE.retryOn(Throwable.class).retryIf(asked::add);
    assertThat(catchThrowable(() -> retry(all, body))).isSameAs(error);
    assertThat(asked).containsExactly(error, error);
  }

  @Test
  void failureOfThePredicate_endsTheRetry_withAllOthersSuppressed() {
    IllegalCallerException ofPredicate = new IllegalCallerException("predicate");
    RetryPolicy policy =
        THREE.retryIf(
            failure -> {
              if (thrown.size() == 2) {
                throw ofPredicate;
              }
              return true;
            });
    for (Callable<?> call :
        List.<Callable<?>>of(
            () -> retry(policy, failing(9)), () -> failingFlow(9).retry(policy).first())) {
      thrown.clear();
      IllegalCallerException made = ofPredicate;
      assertThat(catchThrowable(call::call)).isSameAs(made);
      assertThat(made.getSuppressed()).endsWith(thrown.get(0), thrown.get(1));
    }
  }

  @Test
  void onRetry_isToldOfEachFailureThatIsRetried() {
    RetryPolicy policy = THREE.fixedDelay(Duration.ofMillis(1)).onRetry(this::tell);
    Throwable last = catchThrowable(() -> retry(policy, failing(9)));
    assertThat(last).isInstanceOf(UncheckedIOException.class).hasMessage("attempt 3");
    assertThat(told).containsExactly("1 attempt 1 PT0.001S", "2 attempt 2 PT0.001S");
    told.clear();
    thrown.clear();
    assertThat(failingFlow(2).retry(policy).toList()).containsExactly("done");
    assertThat(told).containsExactly("1 attempt 1 PT0.001S", "2 attempt 2 PT0.001S");
  }

  @Test
  void failureOfTheListener_isLoggedAndSuppressed_retryContinues() {
    for (Throwable ofListener :
        List.of(
            new IOException("boom"),
            new AssertionError("boom"),
            new CancellationException("boom"))) {
      RetryPolicy policy =
          THREE.onRetry(
              (attempt, failure, wait) -> {
                if (ofListener instanceof Error error) {
                  throw error;
                }
                throw (Exception) ofListener;
              });
      for (Callable<?> call :
          List.<Callable<?>>of(
              () -> retry(policy, failing(1)), () -> failingFlow(1).retry(policy).first())) {
        thrown.clear();
        try (CapturedLog log = new CapturedLog()) {
          assertThat(catchThrowable(call::call)).isNull();
          assertThat(log.lines())
              .singleElement()
              .asString()
              .contains("listener", "attempt 1", "boom");
        }
        assertThat(thrown.get(0).getSuppressed()).hasSize(1);
        assertThat(thrown.get(0).getSuppressed()[0]).hasMessageContaining("boom");
      }
    }
  }

  @Test
  void flow_failsWithTheLastFailure_andTheEarlierOnesSuppressed() {
    Throwable last = catchThrowable(() -> failingFlow(9).retry(THREE).toList());
    assertThat(last).isInstanceOf(UncheckedIOException.class).hasCause(thrown.get(2));
    assertThat(thrown.get(2).getSuppressed()).containsExactly(thrown.get(0), thrown.get(1));
    AsyncFlow<String> again = failingFlow(5).retry(THREE);
    assertThat(again.toList()).containsExactly("done"); // two attempts more in each collection
  }

  @Test
  void delayAfter_endsAtTheLimitAsAWhole() {
    RetryPolicy policy =
        RetryPolicy.unlimited().fixedDelay(Duration.ofSeconds(2)).within(Duration.ofSeconds(5));
    IOException failure = new IOException("x");
    assertThat(policy.delayAfter(1, failure, Duration.ofMillis(2_999))).isPresent();
    assertThat(policy.delayAfter(1, failure, Duration.ofSeconds(3))).isEmpty();
    assertThat(policy.delayAfter(1, failure, Duration.ofDays(999_999))).isEmpty();
  }

  /** A cancellation comes anywhere: in the body, the predicate, the listener or the wait. */
  @Test
  @Tag("stress")
  void cancelledCaller_endsCancelled_whereverTheRetryIs() {
    try (CapturedLog log = new CapturedLog()) {
      Async.run(
          scope -> {
            Rounds rounds = Rounds.atLeast(200);
            while (rounds.next()) {
              AtomicInteger announced = new AtomicInteger();
              AtomicInteger attempts = new AtomicInteger();
              RetryPolicy policy =
                  RetryPolicy.unlimited()
                      .fixedDelay(Duration.ofNanos(rounds.count() % 2 * 20_000L))
                      .retryIf(failure -> waits())
                      .onRetry(
                          (attempt, failure, wait) -> {
                            assertThat(attempt).isEqualTo(announced.incrementAndGet());
                            waits();
                          });
              ThrowingRunnable body =
                  () -> {
                    attempts.incrementAndGet();
                    waits();
                    throw new IOException("again");
                  };
              boolean ofFlow = rounds.count() % 3 == 0;
              Task<Object> task =
                  scope.async(
                      () -> {
                        if (ofFlow) {
                          return AsyncFlow.generate(out -> body.run()).retry(policy).count();
                        }
                        retry(policy, body);
                        return "succeeded";
                      });
              Pause.of(rounds.count() * 37 % 3_000);
              task.cancel();
              Outcome<Object> end = task.awaitOutcome();
              boolean failedWhileCancelled = // which a flow does not handle
                  ofFlow && end.toString().contains("IOException: again");
              assertThat(task.isCancelled() || failedWhileCancelled).as("%s", end).isTrue();
              assertThat(attempts.get() - announced.get()).isBetween(0, 1);
            }
          });
      assertThat(log.lines()).isEmpty();
    }
  }

  private static boolean waits() {
    Async.delay(Duration.ofNanos(10_000));
    return true;
  }

  /** Otherwise each of the two exceptions would contain the other. */
  @Test
  void retryIf_thatThrowsTheFailureItself_makesNoCycle() {
    IOException failure = new IOException("down");
    RetryPolicy policy =
        RetryPolicy.unlimited()
            .retryIf(
                thrown -> {
                  throw (IOException) thrown;
                });

    assertThatThrownBy(
            () ->
                retry(
                    policy,
                    () -> {
                      throw failure;
                    }))
        .hasCause(failure);
    assertThat(failure).hasNoSuppressedExceptions();
  }
}
