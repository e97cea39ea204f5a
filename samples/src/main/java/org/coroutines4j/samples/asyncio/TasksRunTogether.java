package org.coroutines4j.samples.asyncio;

import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.*;

import java.io.PrintStream;
import org.coroutines4j.Task;

/**
 * Two tasks of two seconds and one second take two seconds, and are awaited in the order in which
 * they were made. A task starts immediately, on a thread of its own. Different from asyncio: there
 * it starts when its creator first waits, though the tutorial says otherwise.
 *
 * <p>asyncio tutorial 001, row 001-4.
 */
final class TasksRunTogether {
  private TasksRunTogether() {}

  static void main(PrintStream out) {
    run(
        scope -> {
          Task<String> a = scope.async(() -> work("A", 2));
          Task<String> b = scope.async(() -> work("B", 1));
          out.println(a.await() + " " + b.await());
        });
  }

  private static String work(String name, int seconds) {
    delay(ofSeconds(seconds));
    return name + " done";
  }
}
