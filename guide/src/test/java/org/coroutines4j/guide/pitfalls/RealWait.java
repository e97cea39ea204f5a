package org.coroutines4j.guide.pitfalls;

// region imports
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.CompletableFuture.delayedExecutor;
import static java.util.concurrent.CompletableFuture.supplyAsync;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.coroutines4j.Async.await;
import static org.coroutines4j.Async.withTimeout;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.coroutines4j.TimeoutExceededException;

// endregion

/** Waits in virtual time for a future that is completed in real time. */
public final class RealWait {
  private RealWait() {}

  /** Runs the programs of the page. */
  public static void main(String[] args) {
    hidden();
    external();
  }

  private static void hidden() {
    // region wrong
    runTest(
        test -> {
          CompletableFuture<String> response = new CompletableFuture<>(); // as of an HTTP client
          try {
            System.out.println(withTimeout(ofSeconds(60), () -> await(response)));
          } catch (TimeoutExceededException e) { // immediately, before any server can answer
            System.out.println(e.getMessage());
          }
        });
    // endregion
  }

  private static void external() {
    // region right
    Executor server = delayedExecutor(50, MILLISECONDS); // real time
    runTest(
        test -> {
          CompletableFuture<String> response = supplyAsync(() -> "page", server);
          System.out.println(withTimeout(ofSeconds(60), () -> await(test.external(response))));
          System.out.println("elapsed: " + test.clock().elapsed());
        });
    // endregion
  }
}
