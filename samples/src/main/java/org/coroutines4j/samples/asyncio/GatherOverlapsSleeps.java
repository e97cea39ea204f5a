package org.coroutines4j.samples.asyncio;

import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.*;

import java.io.PrintStream;

/**
 * Three bodies in one {@code gather}: all start before any completes, and together they take as
 * long as one.
 *
 * <p>asyncio tutorial 000, row 000-2.
 */
final class GatherOverlapsSleeps {
  private GatherOverlapsSleeps() {}

  static void main(PrintStream out) {
    Stopwatch watch = Stopwatch.start();
    run(scope -> gather(() -> task(0, out), () -> task(1, out), () -> task(2, out)));
    out.println("Async elapsed time: " + watch.seconds(2) + "s");
  }

  private static void task(int id, PrintStream out) {
    out.println("Task " + id + " started");
    delay(ofSeconds(1));
    out.println("Task " + id + " completed");
  }
}
