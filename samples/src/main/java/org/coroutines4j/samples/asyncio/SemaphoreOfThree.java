package org.coroutines4j.samples.asyncio;

import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.*;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.IntStream;
import org.coroutines4j.sync.AsyncSemaphore;

/**
 * Ten tasks and three permits: four waves, four seconds. The permit is released however the body
 * ends, as with {@code async with}. Where a limit is all that is wanted, {@code mapConcurrent}
 * takes it as an argument; a semaphore is for a limit that several places share. (In asyncio the
 * tasks also begin in order; here they run in parallel, and who comes first is served first.)
 *
 * <p>asyncio tutorial 000, row 000-12.
 */
final class SemaphoreOfThree {
  private SemaphoreOfThree() {}

  static void main(PrintStream out) {
    AsyncSemaphore semaphore = new AsyncSemaphore(3);
    run(
        scope -> {
          List<Integer> tasks = IntStream.range(0, 10).boxed().toList();
          List<Integer> results =
              mapConcurrent(tasks, task -> semaphore.withPermit(() -> work(task, out)));
          out.println("Total " + results.size() + " completed");
        });
  }

  private static int work(int task, PrintStream out) {
    out.println("Task " + task + " start");
    delay(ofSeconds(1));
    out.println("Task " + task + " complete");
    return task;
  }
}
