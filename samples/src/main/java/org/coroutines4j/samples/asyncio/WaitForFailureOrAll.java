package org.coroutines4j.samples.asyncio;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.*;
import static org.coroutines4j.WaitUntil.ALL_COMPLETED;
import static org.coroutines4j.WaitUntil.FIRST_FAILURE;

import java.io.PrintStream;
import java.util.List;
import org.coroutines4j.Task;
import org.coroutines4j.Tasks;
import org.coroutines4j.WaitResult;

/**
 * The other modes of {@code Tasks.waitUntil}: until the first failure, and until all are done. A
 * failure is in the outcome of its task and is not thrown.
 *
 * <p>asyncio tutorial 001, row 001-8.
 */
final class WaitForFailureOrAll {
  private WaitForFailureOrAll() {}

  static void main(PrintStream out) {
    run(
        scope -> {
          List<Task<String>> tasks =
              List.of(scope.async(() -> succeed()), scope.async(() -> fail()));
          print(Tasks.waitUntil(FIRST_FAILURE, tasks), out);
          print(Tasks.waitUntil(ALL_COMPLETED, tasks), out);
        });
  }

  private static void print(WaitResult<Task<String>> tasks, PrintStream out) {
    tasks.done().forEach(task -> out.println("Done: " + task.outcomeNow()));
    out.println("Pending: " + tasks.pending().size());
  }

  private static String succeed() {
    delay(ofSeconds(2));
    return "value";
  }

  private static String fail() {
    delay(ofMillis(500));
    throw new IllegalArgumentException("Something went wrong");
  }
}
