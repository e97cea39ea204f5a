package org.coroutines4j.samples.asyncio;

import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.*;

import java.io.PrintStream;
import org.coroutines4j.channels.AsyncQueue;

/**
 * The producer waits until all that it put has been dealt with. The consumer is a background task,
 * which {@code run} cancels when nothing else is left to do. (The tutorial's consumer ends at a
 * {@code None} that it never reports done: a {@code join} would wait indefinitely there.)
 *
 * <p>asyncio tutorial 004, row 004-5.
 */
final class QueueJoin {
  private QueueJoin() {}

  static void main(PrintStream out) {
    AsyncQueue<String> queue = AsyncQueue.fifo(3);
    run(
        scope -> {
          scope.background(() -> consume(queue, out));
          for (int i = 0; i < 5; i++) {
            queue.put("item-" + i); // waits while there are three in it
          }
          queue.join();
          out.println("All done");
        });
  }

  private static void consume(AsyncQueue<String> queue, PrintStream out) {
    while (true) {
      String item = queue.get();
      delay(ofMillis(200));
      out.println("Consumed " + item);
      queue.taskDone();
    }
  }
}
