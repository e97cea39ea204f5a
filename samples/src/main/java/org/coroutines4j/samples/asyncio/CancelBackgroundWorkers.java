package org.coroutines4j.samples.asyncio;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.*;

import java.io.PrintStream;
import org.coroutines4j.Task;
import org.coroutines4j.TaskCancelledException;

/**
 * Two endless workers, cancelled after a while. The second await is skipped because the first one
 * throws; {@code run} waits for both all the same. (The cancel comes between two rounds; the
 * tutorial's comes at five seconds.)
 *
 * <p>asyncio tutorial 002, row 002-5.
 */
final class CancelBackgroundWorkers {
  private CancelBackgroundWorkers() {}

  static void main(PrintStream out) {
    run(
        scope -> {
          Task<?> one = scope.launch(() -> work(1, out));
          Task<?> two = scope.launch(() -> work(2, out));
          delay(ofMillis(4_500));
          one.cancel();
          two.cancel();
          try {
            one.await();
            two.await();
          } catch (TaskCancelledException e) {
            out.println("Tasks cancelled");
          }
        });
  }

  private static void work(int id, PrintStream out) {
    while (true) {
      out.println("Worker " + id + " working...");
      delay(ofSeconds(1));
    }
  }
}
