package org.coroutines4j.samples.etl;

import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.Async.retry;
import static org.coroutines4j.Tasks.awaitAllSettled;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.RetryPolicy;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.Task;
import org.coroutines4j.channels.AsyncQueue;
import org.coroutines4j.channels.QueueShutdownException;
import org.jspecify.annotations.Nullable;

/**
 * Reads records, transforms them in several tasks, and writes them in batches. Two bounded queues
 * connect the steps, so that a slow store slows down the reading.
 *
 * <p>The workers are in a scope of their own. A cancellation of the caller ends only the reading.
 * What has been read is transformed and written before the caller sees the cancellation.
 */
final class Etl {
  private static final int WORKERS = 4;
  private static final int BATCH = 50;
  private static final RetryPolicy BUSY =
      RetryPolicy.maxAttempts(10)
          .exponentialBackoff(ofMillis(1), ofMillis(100))
          .retryOn(IOException.class);

  private final AsyncQueue<String> read = AsyncQueue.fifo(200);
  private final AsyncQueue<String> transformed = AsyncQueue.fifo(200);
  private final FlakyStore store;
  private final AtomicInteger rejected = new AtomicInteger();
  private final AtomicInteger written = new AtomicInteger();

  /** A record that was read and is not in the queue yet. */
  private @Nullable String pending;

  Etl(FlakyStore store) {
    this.store = store;
  }

  /** Processes all lines. Ctrl-C ends the reading, and then this throws the cancellation. */
  void process(Iterable<String> lines) {
    ServiceScope workers = ServiceScope.open("workers");
    List<Task<?>> transforming = new ArrayList<>();
    for (int i = 0; i < WORKERS; i++) {
      transforming.add(workers.launch(this::transform));
    }
    Task<?> writing = workers.launch(this::write);
    try {
      for (String line : lines) {
        pending = line;
        read.put(line); // waits while the workers are behind; Ctrl-C ends this wait
        pending = null;
      }
    } finally {
      nonCancellable(() -> drain(workers, transforming, writing));
    }
  }

  private void drain(ServiceScope workers, List<Task<?>> transforming, Task<?> writing) {
    try (workers) {
      try {
        if (pending != null) {
          read.put(pending); // a put that was cancelled has not put
        }
      } finally {
        read.shutdown(); // the workers end when the queue is empty
        awaitAllSettled(transforming);
        transformed.shutdown();
        writing.await(); // throws if the store has failed
      }
    }
  }

  /** Returns how many records were written. */
  int written() {
    return written.get();
  }

  /** Returns how many records could not be transformed. */
  int rejected() {
    return rejected.get();
  }

  private void transform() {
    for (String line : read) {
      delay(ofMillis(1)); // stands for a call of another service
      String result;
      try {
        result = Reading.parse(line).toLine();
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        rejected.incrementAndGet();
        continue;
      }
      transformed.put(result);
    }
  }

  private void write() {
    try {
      for (String first : transformed) {
        List<String> batch = batch(first);
        retry(BUSY, () -> store.write(batch));
        written.addAndGet(batch.size());
      }
    } finally { // if the store has failed, the other steps must not wait for this one
      transformed.shutdownNow();
      read.shutdownNow();
    }
  }

  /** Returns what is in the queue now, up to a full batch. */
  private List<String> batch(String first) {
    List<String> batch = new ArrayList<>(List.of(first));
    try {
      Optional<String> next = transformed.tryGet();
      while (next.isPresent()) {
        batch.add(next.get());
        next = batch.size() < BATCH ? transformed.tryGet() : Optional.empty();
      }
    } catch (QueueShutdownException e) {
      // This batch is the last one.
    }
    return batch;
  }
}
