package org.coroutines4j.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.coroutines4j.Async;
import org.coroutines4j.RetryPolicy;
import org.coroutines4j.function.ThrowingPredicate;

/** {@link RetryPolicy}: configuration, so that negative times are refused. */
final class RetryPolicyTable extends Table {
  private static final RetryPolicy POLICY = RetryPolicy.maxAttempts(3);

  RetryPolicyTable() {
    method(RetryPolicy.class, "maxAttempts", int.class)
        .rejects("attempts 0", w -> RetryPolicy.maxAttempts(0), "attempts", "0")
        .rejects("attempts -1", w -> RetryPolicy.maxAttempts(-1), "attempts", "-1")
        .accepts("attempts MAX_VALUE", w -> calls(RetryPolicy.maxAttempts(Integer.MAX_VALUE)));
    cannotFail(RetryPolicy.class, "unlimited");
    backoff();
    method(RetryPolicy.class, "fixedDelay", Duration.class)
        .nulls("delay", w -> POLICY.fixedDelay(null))
        .rejects("delay negative", w -> POLICY.fixedDelay(World.NEGATIVE), "delay", "PT-0.005S")
        .accepts("delay zero", w -> calls(POLICY.fixedDelay(Duration.ZERO)))
        .accepts(
            "delay too large: waits indefinitely",
            w -> TimeTable.timesOut(() -> calls(POLICY.fixedDelay(World.FOR_EVER))));
    method(RetryPolicy.class, "within", Duration.class)
        .nulls("limit", w -> POLICY.within(null))
        .rejects("limit negative", w -> POLICY.within(World.NEGATIVE), "limit", "PT-0.005S")
        .throwing(
            "limit zero: one attempt",
            IllegalCallerException.class,
            w -> Async.retry(POLICY.within(Duration.ZERO), RetryPolicyTable::fail),
            "failed")
        .accepts("limit too large: is none", w -> calls(POLICY.within(World.FOR_EVER)));
    method(RetryPolicy.class, "retryIf", ThrowingPredicate.class)
        .nulls("predicate", w -> POLICY.retryIf(null));
    method(RetryPolicy.class, "onRetry", RetryPolicy.Listener.class)
        .nulls("listener", w -> POLICY.onRetry(null));
    isWrittenByUsers(RetryPolicy.Listener.class);
    method(RetryPolicy.class, "jitter", double.class)
        .rejects("fraction -0.1", w -> POLICY.jitter(-0.1), "fraction", "-0.1")
        .rejects("fraction 1.1", w -> POLICY.jitter(1.1), "fraction", "1.1")
        .rejects("fraction NaN", w -> POLICY.jitter(Double.NaN), "fraction", "NaN")
        .accepts("fraction 1", w -> calls(POLICY.jitter(1)));
    delayAfter();
    method(RetryPolicy.class, "retryOn", Class[].class)
        .nulls("types", w -> POLICY.retryOn((Class<? extends Throwable>[]) null))
        .nulls("types[1]", w -> POLICY.retryOn(IOException.class, null))
        .rejects("types of length 0", w -> POLICY.retryOn(), "types");
  }

  private static void fail() {
    throw new IllegalCallerException("failed");
  }

  private void delayAfter() {
    IOException failure = new IOException("x");
    Duration none = Duration.ZERO;
    method(RetryPolicy.class, "delayAfter", int.class, Throwable.class, Duration.class)
        .rejects("attempts 0", w -> POLICY.delayAfter(0, failure, none), "attempts", "0")
        .rejects("attempts -1", w -> POLICY.delayAfter(-1, failure, none), "attempts", "-1")
        .accepts("attempts MAX_VALUE", w -> POLICY.delayAfter(Integer.MAX_VALUE, failure, none))
        .nulls("failure", w -> POLICY.delayAfter(1, null, none))
        .nulls("elapsed", w -> POLICY.delayAfter(1, failure, null))
        .accepts(
            "elapsed negative: none",
            w -> assertThat(POLICY.delayAfter(1, failure, World.NEGATIVE)).contains(none));
  }

  private void backoff() {
    Duration second = Duration.ofSeconds(1);
    method(RetryPolicy.class, "exponentialBackoff", Duration.class, Duration.class)
        .nulls("initial", w -> POLICY.exponentialBackoff(null, second))
        .nulls("max", w -> POLICY.exponentialBackoff(second, null))
        .rejects(
            "initial negative",
            w -> POLICY.exponentialBackoff(World.NEGATIVE, second),
            "initial",
            "PT-0.005S")
        .rejects(
            "max less than initial",
            w -> POLICY.exponentialBackoff(second, Duration.ZERO),
            "max",
            "PT0S")
        .accepts("max zero", w -> calls(POLICY.exponentialBackoff(Duration.ZERO, Duration.ZERO)))
        .accepts(
            "max too large: waits for ever",
            w ->
                TimeTable.timesOut(
                    () -> calls(POLICY.exponentialBackoff(World.FOR_EVER, World.FOR_EVER))));
  }

  /** A retry that needs a second attempt works. */
  private static void calls(RetryPolicy policy) {
    int[] attempts = {0};
    int second =
        Async.retry(
            policy,
            () -> {
              if (attempts[0]++ == 0) {
                throw new IOException("the first one fails");
              }
              return attempts[0];
            });
    assertThat(second).isEqualTo(2);
  }
}
