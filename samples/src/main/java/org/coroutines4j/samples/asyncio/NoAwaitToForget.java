package org.coroutines4j.samples.asyncio;

import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.*;

import java.io.PrintStream;
import org.coroutines4j.Task;

/**
 * A plain call does the work: there is no {@code await} that could be forgotten. What asyncio warns
 * of can happen to lazy tasks only, and the scope reports it in the log: one that no task has
 * started by the end is cancelled.
 *
 * <p>asyncio tutorial 003, row 003-3.
 */
final class NoAwaitToForget {
  private NoAwaitToForget() {}

  static void main(PrintStream out) {
    Task<?> forgotten =
        call(
            scope -> {
              greet("Alice", out);
              return scope.named("forgotten").lazily().launch(() -> greet("Bob", out));
            });
    out.println("lazy task cancelled: " + forgotten.isCancelled());
  }

  private static void greet(String name, PrintStream out) {
    delay(ofMillis(100));
    out.println("Hello, " + name + "!");
  }
}
