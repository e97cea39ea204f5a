package org.coroutines4j.samples.service;

import static org.coroutines4j.Async.retry;
import static org.coroutines4j.Async.withTimeoutOrEmpty;
import static org.coroutines4j.Tasks.awaitAllSettled;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.coroutines4j.RetryPolicy;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.channels.AsyncQueue;
import org.coroutines4j.channels.QueueShutdownException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepted orders, on their way into the database. */
final class Intake {
  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

  // region workers
  private static final RetryPolicy AGAIN =
      RetryPolicy.maxAttempts(Integer.MAX_VALUE)
          .exponentialBackoff(Duration.ofMillis(50), Duration.ofSeconds(2))
          .jitter(0.5)
          .retryOn(Throwable.class);

  private final AsyncQueue<Order> queue;
  private final List<Task<?>> workers = new ArrayList<>();

  /** Begins {@code count} workers in {@code scope}; each writes by {@code write}. */
  Intake(TaskScope scope, int capacity, int count, int batchSize, Consumer<List<Order>> write) {
    queue = AsyncQueue.fifo(capacity);
    for (int i = 1; i <= count; i++) {
      TaskScope named = scope.named("worker-" + i);
      workers.add(named.launch(() -> work(batchSize, write)));
    }
  }

  private void work(int batchSize, Consumer<List<Order>> write) {
    for (Order first : queue) { // waits for one; ends when the queue is shut down and empty
      List<Order> batch = takeMore(first, batchSize);
      inHand.addAndGet(batch.size());
      retry(AGAIN, () -> writeOrTell(batch, write)); // what was accepted stays until it is written
      inHand.addAndGet(-batch.size());
      batch.forEach(order -> queue.taskDone());
    }
  }

  // endregion

  private final AtomicInteger inHand = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();

  private List<Order> takeMore(Order first, int batchSize) {
    List<Order> batch = new ArrayList<>(List.of(first));
    while (batch.size() < batchSize) {
      Optional<Order> next = tryGet();
      if (next.isEmpty()) {
        break;
      }
      batch.add(next.get());
    }
    return batch;
  }

  private Optional<Order> tryGet() {
    try {
      return queue.tryGet();
    } catch (QueueShutdownException e) {
      return Optional.empty(); // and empty
    }
  }

  private @Nullable Void writeOrTell(List<Order> batch, Consumer<List<Order>> write) {
    try {
      write.accept(batch);
    } catch (RuntimeException e) {
      failures.incrementAndGet();
      LOG.warn("{} orders could not be written, trying again: {}", batch.size(), e.toString());
      throw e;
    }
    return null;
  }

  /**
   * Accepts {@code order}, which will be written; false if there is no room. Throws {@link
   * QueueShutdownException} when the service is ending.
   */
  boolean accept(Order order) {
    return queue.tryPut(order);
  }

  /** How many accepted orders have not been written. */
  int depth() {
    return queue.size() + inHand.get();
  }

  /** How often a batch could not be written. */
  int failures() {
    return failures.get();
  }

  /** Accepts nothing more, and waits until all is written, at most {@code grace}. */
  void drain(Duration grace) {
    queue.shutdown();
    if (withTimeoutOrEmpty(grace, () -> awaitAllSettled(workers)).isEmpty()) {
      LOG.error("{} accepted orders could not be written within {}", depth(), grace);
    }
  }
}
