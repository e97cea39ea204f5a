package org.coroutines4j.samples.asyncio;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.*;

import java.io.PrintStream;
import java.util.concurrent.CancellationException;
import org.coroutines4j.Task;
import org.coroutines4j.TaskCancelledException;

/**
 * {@code cancel} makes the task's wait throw; the task cleans up and throws on. Here the cancel
 * comes between two rounds, since main and worker really run at the same time (the tutorial's comes
 * at three seconds).
 *
 * <p>asyncio tutorial 001, row 001-19.
 */
final class CancelWithCleanup {
  private CancelWithCleanup() {}

  static void main(PrintStream out) {
    run(
        scope -> {
          Task<?> worker = scope.launch(() -> work(out));
          delay(ofMillis(2_500));
          worker.cancel();
          try {
            worker.await();
          } catch (TaskCancelledException e) {
            out.println("Task cancellation confirmed");
          }
        });
  }

  private static void work(PrintStream out) {
    try {
      while (true) {
        out.println("Working...");
        delay(ofSeconds(1));
      }
    } catch (CancellationException e) {
      out.println("Task was cancelled, cleaning up...");
      throw e;
    }
  }
}
