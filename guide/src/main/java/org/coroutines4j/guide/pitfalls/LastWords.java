package org.coroutines4j.guide.pitfalls;

// region imports
import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.awaitCancellation;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.Async.run;

import org.coroutines4j.Task;
import org.coroutines4j.sync.AsyncEvent;

// endregion

/** Sends a last message from a task that has been cancelled. */
public final class LastWords {
  private LastWords() {}

  /** Runs the programs of the page. */
  public static void main(String[] args) {
    outside();
    inside();
  }

  private static void outside() {
    AsyncEvent started = new AsyncEvent();
    run(
        scope -> {
          Task<?> session =
              // region wrong
              scope.launch(
                  () -> {
                    try {
                      started.set();
                      awaitCancellation();
                    } finally {
                      System.out.println("cleanup begins");
                      send("bye"); // waits, so it throws the cancellation again
                      System.out.println("cleanup is complete"); // is never reached
                    }
                  });
          // endregion
          started.await();
          session.cancelAndJoin();
        });
  }

  private static void inside() {
    AsyncEvent started = new AsyncEvent();
    run(
        scope -> {
          Task<?> session =
              // region right
              scope.launch(
                  () -> {
                    try {
                      started.set();
                      awaitCancellation();
                    } finally {
                      nonCancellable(() -> send("bye"));
                      System.out.println("cleanup is complete");
                    }
                  });
          // endregion
          started.await();
          session.cancelAndJoin();
        });
  }

  // region send
  private static void send(String message) {
    delay(ofMillis(1)); // stands for a write to a client
    System.out.println("sent: " + message);
  }
  // endregion
}
