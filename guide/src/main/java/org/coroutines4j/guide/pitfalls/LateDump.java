package org.coroutines4j.guide.pitfalls;

// region imports
import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.awaitCancellation;
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.tryWithTimeout;
import static org.coroutines4j.Async.withTimeout;

import org.coroutines4j.Diagnostics;
import org.coroutines4j.Task;
import org.coroutines4j.TimeoutExceededException;

// endregion

/** Dumps the tasks after a timeout has ended them, and while they wait. */
public final class LateDump {
  private LateDump() {}

  /** Runs the programs of the page. */
  public static void main(String[] args) {
    afterTheTimeout();
    whileItWaits();
  }

  private static void afterTheTimeout() {
    // region wrong
    try {
      withTimeout(
          ofMillis(100),
          () -> taskScope().run(scope -> scope.named("loader").launch(() -> awaitCancellation())));
    } catch (TimeoutExceededException e) {
      String dump = Diagnostics.dump(); // too late: withTimeout has ended the tasks
      System.out.println("after the timeout: " + dump.contains("task 'loader'"));
    }
    // endregion
  }

  private static void whileItWaits() {
    // region right
    run(
        scope -> {
          Task<?> loader = scope.named("loader").launch(() -> awaitCancellation());
          if (!tryWithTimeout(ofMillis(100), () -> loader.join())) { // a limit of this wait only
            String dump = Diagnostics.dump();
            System.out.println("while it waits: " + dump.contains("task 'loader'"));
            loader.cancel();
          }
        });
    // endregion
  }
}
