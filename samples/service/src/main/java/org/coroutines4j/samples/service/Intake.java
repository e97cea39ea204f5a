package org.coroutines4j.samples.service;

import static org.coroutines4j.Async.withTimeoutOrEmpty;
import static org.coroutines4j.Tasks.awaitAllSettled;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.coroutines4j.Outcome;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.channels.AsyncQueue;
import org.coroutines4j.channels.QueueShutdownException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepted orders, on their way into the database. */
final class Intake {
  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicInteger unwritten = new AtomicInteger();

  // region intake
  private final AsyncQueue<Order> queue;
  private final List<Task<?>> workers = new ArrayList<>();

  /** Begins {@code count} workers in {@code scope}; each writes by {@code write}. */
  Intake(TaskScope scope, int capacity, int count, int batchSize, Consumer<List<Order>> write) {
    queue = AsyncQueue.fifo(capacity);
    for (int i = 1; i <= count; i++) {
      Worker worker = new Worker(queue, batchSize, written(write), failures);
      workers.add(scope.named("worker-" + i).launch(worker::run));
    }
  }

  private Consumer<List<Order>> written(Consumer<List<Order>> write) {
    return batch -> {
      write.accept(batch);
      unwritten.addAndGet(-batch.size());
    };
  }

  /**
   * Accepts {@code order}, which will be written; false if there is no room. Throws {@link
   * QueueShutdownException} when the service is ending.
   */
  boolean accept(Order order) {
    unwritten.incrementAndGet(); // before a worker can have written it
    boolean accepted = false;
    try {
      accepted = queue.tryPut(order);
      return accepted;
    } finally {
      if (!accepted) {
        unwritten.decrementAndGet();
      }
    }
  }

  /** Accepts nothing more, and waits until all is written, at most {@code grace}. */
  void drain(Duration grace) {
    queue.shutdown();
    boolean allWritten =
        withTimeoutOrEmpty(grace, () -> awaitAllSettled(workers))
            .filter(ends -> ends.stream().allMatch(Outcome::isSuccess)) // with nothing in hand
            .isPresent();
    if (!allWritten) {
      LOG.error("{} accepted orders could not be written within {}", depth(), grace);
    }
  }

  // endregion

  /** How many accepted orders have not been written. */
  int depth() {
    return unwritten.get();
  }

  /** How often a batch could not be written. */
  int failures() {
    return failures.get();
  }
}
