package org.coroutines4j.samples.asyncio;

import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.*;

import java.io.PrintStream;
import org.coroutines4j.channels.AsyncQueue;

/**
 * One producer, and two consumers that share its work: who has waited longest gets the next item.
 *
 * <p>The tutorial's program never ends: it puts one {@code None} as the mark of the end, the
 * consumer that gets it stops, and the other one waits for ever. Here the producer shuts the queue
 * down, which ends the loops of all consumers when the last item is taken, however many there are.
 *
 * <p>asyncio tutorial 002, row 002-6.
 */
final class ProducerAndTwoConsumers {
  private ProducerAndTwoConsumers() {}

  static void main(PrintStream out) {
    AsyncQueue<String> queue = AsyncQueue.fifo(2);
    run(
        scope -> {
          scope.launch(() -> produce(queue, out));
          scope.launch(() -> consume("Consumer-1", queue, out));
          scope.launch(() -> consume("Consumer-2", queue, out));
        });
    out.println("All have ended");
  }

  private static void produce(AsyncQueue<String> queue, PrintStream out) {
    for (int i = 0; i < 5; i++) {
      delay(ofMillis(500));
      out.println("Produced item-" + i); // before it is put: the consumers run in parallel
      queue.put("item-" + i);
    }
    queue.shutdown();
  }

  private static void consume(String name, AsyncQueue<String> queue, PrintStream out) {
    for (String item : queue) {
      out.println(name + " consumed " + item);
      queue.taskDone();
    }
  }
}
