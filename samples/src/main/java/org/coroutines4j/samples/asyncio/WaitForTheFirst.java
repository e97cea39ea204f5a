package org.coroutines4j.samples.asyncio;

import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.*;
import static org.coroutines4j.WaitUntil.FIRST_COMPLETED;

import java.io.PrintStream;
import java.util.List;
import org.coroutines4j.Task;
import org.coroutines4j.Tasks;
import org.coroutines4j.WaitResult;

/**
 * {@code Tasks.waitUntil} tells which tasks are done and which are not; it throws none of their
 * failures and cancels no task. So the slow task is cancelled here by hand.
 *
 * <p>asyncio tutorial 001, row 001-7.
 */
final class WaitForTheFirst {
  private WaitForTheFirst() {}

  static void main(PrintStream out) {
    run(
        scope -> {
          Task<String> fast = scope.async(() -> work("fast", 1));
          Task<String> slow = scope.async(() -> work("slow", 3));

          WaitResult<Task<String>> tasks = Tasks.waitUntil(FIRST_COMPLETED, List.of(fast, slow));
          tasks.done().forEach(task -> out.println("Completed: " + task.await()));
          out.println("Still pending: " + tasks.pending().size());
          tasks.pending().forEach(Task::cancel);
        });
  }

  private static String work(String name, int seconds) {
    delay(ofSeconds(seconds));
    return name + ": " + seconds + "s";
  }
}
