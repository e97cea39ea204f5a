package org.coroutines4j.guide;

// region imports
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.delay;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.ServiceScope;

// endregion

/** A service that refuses what it has no room for, and finishes what it has taken. */
public final class LimitedService {
  private LimitedService() {}

  /** Runs the program. */
  public static void main(String[] args) {
    AtomicInteger answered = new AtomicInteger();
    // region limited
    ServiceScope requests =
        ServiceScope.builder("requests")
            .maxConcurrent(2) // tasks that run at the same time
            .maxQueued(1) // tasks that wait for one of them to end
            .onFailure((task, failure) -> System.err.println(task.name() + ": " + failure))
            .open();
    for (int i = 1; i <= 4; i++) {
      try {
        requests
            .named("request " + i)
            .launch(
                () -> {
                  delay(ofMillis(100));
                  answered.incrementAndGet();
                });
      } catch (RejectedExecutionException full) { // an HTTP server would answer 503
        System.out.println("request " + i + ": " + full.getMessage());
      }
    }
    requests.closeGracefully(ofSeconds(10), ofSeconds(1)); // lets the three end
    System.out.println(answered + " requests answered");
    // endregion
  }
}
