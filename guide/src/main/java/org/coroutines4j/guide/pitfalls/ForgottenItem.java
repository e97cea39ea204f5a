package org.coroutines4j.guide.pitfalls;

// region imports
import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.tryWithTimeout;

import java.util.List;
import org.coroutines4j.Task;
import org.coroutines4j.channels.AsyncQueue;

// endregion

/** Forgets to call {@code taskDone} for a job that fails, and calls it in a {@code finally}. */
public final class ForgottenItem {
  private ForgottenItem() {}

  /** Runs the programs of the page. */
  public static void main(String[] args) {
    forgotten();
    counted();
  }

  private static void forgotten() {
    // region wrong
    AsyncQueue<String> jobs = queueOf("1", "two", "3");
    taskScope()
        .run(
            scope -> {
              Task<?> worker =
                  scope.launch(
                      () -> {
                        for (String job : jobs) {
                          try {
                            System.out.println("parsed " + Integer.parseInt(job));
                            jobs.taskDone(); // is not reached if the job fails
                          } catch (NumberFormatException e) {
                            System.out.println("failed: " + job);
                          }
                        }
                      });
              worker.join(); // no item is left in the queue
              boolean done = tryWithTimeout(ofMillis(100), () -> jobs.join());
              System.out.println("done: " + done);
            });
    // endregion
  }

  private static void counted() {
    // region right
    AsyncQueue<String> jobs = queueOf("1", "two", "3");
    taskScope()
        .run(
            scope -> {
              scope.launch(
                  () -> {
                    for (String job : jobs) {
                      try {
                        System.out.println("parsed " + Integer.parseInt(job));
                      } catch (NumberFormatException e) {
                        System.out.println("failed: " + job);
                      } finally {
                        jobs.taskDone();
                      }
                    }
                  });
              jobs.join();
              System.out.println("done: true");
            });
    // endregion
  }

  // region queue
  private static AsyncQueue<String> queueOf(String... jobs) {
    AsyncQueue<String> queue = AsyncQueue.fifo();
    List.of(jobs).forEach(queue::put);
    queue.shutdown(); // the worker ends when the queue is empty
    return queue;
  }
  // endregion
}
