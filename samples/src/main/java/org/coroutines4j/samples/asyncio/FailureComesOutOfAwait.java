package org.coroutines4j.samples.asyncio;

import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.*;

import java.io.PrintStream;
import org.coroutines4j.Task;

/**
 * A failure is kept in its task and thrown where the task is awaited, as the same exception.
 *
 * <p>asyncio tutorial 001, row 001-16.
 */
final class FailureComesOutOfAwait {
  private FailureComesOutOfAwait() {}

  static void main(PrintStream out) {
    run(
        scope -> {
          Task<String> task = scope.async(() -> failAfterASecond());
          try {
            out.println(task.await());
          } catch (IllegalArgumentException e) {
            out.println("Caught exception: " + e.getMessage());
          }
        });
  }

  private static String failAfterASecond() {
    delay(ofSeconds(1));
    throw new IllegalArgumentException("Something went wrong");
  }
}
