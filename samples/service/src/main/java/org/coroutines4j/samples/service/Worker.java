package org.coroutines4j.samples.service;

import static org.coroutines4j.Async.ensureActive;
import static org.coroutines4j.Async.retry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.coroutines4j.RetryPolicy;
import org.coroutines4j.channels.AsyncQueue;
import org.coroutines4j.channels.QueueShutdownException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes accepted orders from the queue in batches, and writes them. */
final class Worker {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

  private final AsyncQueue<Order> queue;
  private final int batchSize;
  private final Consumer<List<Order>> write;
  private final AtomicInteger failures;

  Worker(
      AsyncQueue<Order> queue, int batchSize, Consumer<List<Order>> write, AtomicInteger failures) {
    this.queue = queue;
    this.batchSize = batchSize;
    this.write = write;
    this.failures = failures;
  }

  // region worker
  private static final RetryPolicy AGAIN =
      RetryPolicy.unlimited()
          .exponentialBackoff(Duration.ofMillis(50), Duration.ofSeconds(2))
          .jitter(0.5)
          .retryOn(Throwable.class);

  /** Accepted, and not written yet: it stays in hand, whatever fails. */
  private final List<Order> batch = new ArrayList<>();

  /** Until the queue is shut down and empty. */
  void run() {
    boolean more = true;
    while (more) {
      more = retry(AGAIN, this::step); // begun again, with what is in hand
    }
  }

  private boolean step() {
    try {
      if (batch.isEmpty() && !take()) {
        return false;
      }
      write.accept(batch);
      batch.clear();
      return true;
    } catch (CancellationException e) {
      ensureActive(); // throws if it is this task that was cancelled
      tell(e);
      throw new IllegalStateException("something in the write was cancelled", e);
    } catch (RuntimeException | Error e) {
      tell(e);
      throw e;
    }
  }

  // endregion

  /** Waits for one, and takes as many more as there are; false if there will be none. */
  private boolean take() {
    try {
      batch.add(queue.get());
      while (batch.size() < batchSize) {
        Optional<Order> next = queue.tryGet();
        if (next.isEmpty()) {
          break;
        }
        batch.add(next.get());
      }
    } catch (QueueShutdownException e) {
      // and empty
    }
    return !batch.isEmpty();
  }

  private void tell(Throwable failure) {
    failures.incrementAndGet();
    LOG.warn("{} orders could not be written, trying again: {}", batch.size(), failure.toString());
  }
}
