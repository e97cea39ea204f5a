package org.coroutines4j.guide;

// region imports
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.taskScope;

import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.coroutines4j.channels.AsyncQueue;

// endregion

/** Workers that share a queue, and the orders in which items come out. */
public final class QueueWorkers {
  private QueueWorkers() {}

  /** Runs the program. */
  public static void main(String[] args) {
    run(
        scope -> {
          AtomicInteger sum = new AtomicInteger();
          work(sum::addAndGet);
          System.out.println("all done: " + sum);
          shutdown();
          priority();
        });
  }

  // region join
  static void work(IntConsumer job) {
    AsyncQueue<Integer> jobs = AsyncQueue.fifo(10);
    taskScope() // a worker that fails ends the block, and the wait in join
        .run(
            scope -> {
              for (int i = 0; i < 3; i++) {
                scope.background( // ends with the scope
                    () -> {
                      for (int number : jobs) {
                        try {
                          job.accept(number);
                        } finally {
                          jobs.taskDone(); // also if the job fails
                        }
                      }
                    });
              }
              for (int number = 1; number <= 100; number++) {
                jobs.put(number); // waits while ten are in it
              }
              jobs.join(); // waits until taskDone was called for each of them
            });
  }

  // endregion

  private static void shutdown() {
    // region shutdown
    AsyncQueue<String> mails = AsyncQueue.fifo(10);
    taskScope()
        .run(
            scope -> {
              scope.launch(
                  () -> {
                    for (String mail : mails) { // ends when the queue is shut down and empty
                      System.out.println("sent " + mail);
                    }
                  });
              mails.put("welcome");
              mails.put("invoice");
              mails.shutdown(); // nothing more may be put; consumers still receive what is in it
            });
    // endregion
  }

  private static void priority() {
    // region priority
    AsyncQueue<String> shortestFirst =
        AsyncQueue.priority(Comparator.comparingInt(String::length)); // no capacity: never full
    shortestFirst.put("three");
    shortestFirst.put("a");
    shortestFirst.put("two");
    shortestFirst.shutdown();
    for (String word : shortestFirst) {
      System.out.println(word);
    }
    // endregion
  }
}
