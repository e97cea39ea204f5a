package org.coroutines4j.guide;

// region imports
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.withTimeout;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.RequestNotPermitted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;

// endregion

/** Calls that are guarded by a rate limiter and a circuit breaker of Resilience4j. */
public final class CallGuards {
  private CallGuards() {}

  // region guards
  static final RateLimiter LIMIT =
      RateLimiter.of(
          "prices",
          RateLimiterConfig.custom()
              .limitForPeriod(50)
              .limitRefreshPeriod(Duration.ofSeconds(1))
              .timeoutDuration(Duration.ofSeconds(2))
              .build());

  static final CircuitBreaker BREAKER =
      CircuitBreaker.of(
          "prices",
          CircuitBreakerConfig.custom()
              .minimumNumberOfCalls(4)
              .slidingWindowSize(4)
              .ignoreExceptions(CancellationException.class) // say nothing about the backend
              .build());

  static int price(String item) throws Exception {
    long nanos = LIMIT.reservePermission(); // never blocks
    if (nanos < 0) {
      throw RequestNotPermitted.createRequestNotPermitted(LIMIT);
    }
    delay(Duration.ofNanos(nanos)); // a wait of the task, which a cancellation ends
    return BREAKER.executeCallable(() -> withTimeout(Duration.ofSeconds(1), () -> load(item)));
  }

  // endregion

  private static int load(String item) throws IOException {
    throw new IOException("no price of " + item);
  }

  /** Runs the program. */
  public static void main(String[] args) {
    run(
        scope -> {
          // region use
          for (int i = 0; i < 6; i++) {
            try {
              System.out.println(price("tea"));
            } catch (UncheckedIOException e) {
              System.out.println("failed");
            } catch (CallNotPermittedException e) {
              System.out.println("not called"); // the backend has failed too often
            }
          }
          // endregion
        });
  }
}
