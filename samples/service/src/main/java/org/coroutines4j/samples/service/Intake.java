package org.coroutines4j.samples.service;

import static org.coroutines4j.Async.withTimeoutOrEmpty;
import static org.coroutines4j.Tasks.awaitAllSettled;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
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

  // region intake
  private final AsyncQueue<Order> queue;
  private final List<Worker> workers = new ArrayList<>();
  private final List<Task<?>> tasks = new ArrayList<>();

  /** Begins {@code count} workers in {@code scope}; each writes by {@code write}. */
  Intake(TaskScope scope, int capacity, int count, int batchSize, Consumer<List<Order>> write) {
    queue = AsyncQueue.fifo(capacity);
    for (int i = 1; i <= count; i++) {
      Worker worker = new Worker(queue, batchSize, write, failures);
      workers.add(worker);
      tasks.add(scope.named("worker-" + i).launch(worker::run));
    }
  }

  /**
   * Accepts {@code order}, which will be written; false if there is no room. Throws {@link
   * QueueShutdownException} when the service is ending.
   */
  boolean accept(Order order) {
    return queue.tryPut(order);
  }

  /** Accepts nothing more, and waits until all is written, at most {@code grace}. */
  void drain(Duration grace) {
    queue.shutdown();
    boolean ended = withTimeoutOrEmpty(grace, () -> awaitAllSettled(tasks)).isPresent();
    if (!ended || depth() > 0) {
      LOG.error("{} accepted orders could not be written within {}", depth(), grace);
    }
  }

  // endregion

  /** How many accepted orders have not been written. */
  int depth() {
    return queue.size() + workers.stream().mapToInt(Worker::inHand).sum();
  }

  /** How often a batch could not be written. */
  int failures() {
    return failures.get();
  }
}
