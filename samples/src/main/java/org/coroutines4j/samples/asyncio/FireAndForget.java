package org.coroutines4j.samples.asyncio;

import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.*;

import java.io.PrintStream;
import org.coroutines4j.Task;

/**
 * A task runs while the main work goes on. Awaiting it at the end is not even needed: {@code run}
 * waits for all its tasks.
 *
 * <p>asyncio tutorial 003, row 003-6.
 */
final class FireAndForget {
  private FireAndForget() {}

  static void main(PrintStream out) {
    run(
        scope -> {
          Task<?> cleanup = scope.launch(() -> cleanUp(out));
          out.println("Main work happening...");
          delay(ofMillis(100));
          out.println("More main work...");
          cleanup.await();
        });
  }

  private static void cleanUp(PrintStream out) {
    delay(ofMillis(600));
    out.println("[bg] cleanup done");
  }
}
