package org.coroutines4j.internal.queue;

import java.time.Duration;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import kotlinx.coroutines.CompletableJob;
import org.coroutines4j.channels.AsyncQueue;
import org.coroutines4j.channels.QueueShutdownException;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.internal.channels.ChannelIterator;
import org.coroutines4j.internal.channels.ReceiveChannelAdapter;
import org.coroutines4j.internal.select.SelectClause;
import org.coroutines4j.internal.select.SelectableQueue;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.kotlinx.Closed;
import org.coroutines4j.runtime.kotlinx.TryOutcome;
import org.coroutines4j.runtime.time.Nanos;
import org.jspecify.annotations.Nullable;

/** An {@link AsyncQueue}: the operations that wait, on top of {@link QueueState}. */
public final class QueueImpl<T> extends QueueState<T> implements AsyncQueue<T>, SelectableQueue<T> {
  private QueueImpl(boolean bounded, int capacity, QueueBuffer<T> items) {
    super(bounded, capacity, items);
  }

  /** Returns a queue that is never full. */
  public static <T> QueueImpl<T> unbounded(QueueBuffer<T> items) {
    return new QueueImpl<>(false, 0, items);
  }

  /**
   * Returns a queue that holds {@code capacity} items. The message about a capacity below 1
   * recommends the call {@code unboundedForm} instead.
   */
  public static <T> QueueImpl<T> bounded(int capacity, QueueBuffer<T> items, String unboundedForm) {
    if (capacity < 1) {
      throw new IllegalArgumentException(
          "capacity must be at least 1, but was "
              + capacity
              + ". Use AsyncQueue."
              + unboundedForm
              + " for a queue without a limit.");
    }
    return new QueueImpl<>(true, capacity, items);
  }

  /**
   * Returns the state of {@code queue}.
   *
   * @throws IllegalArgumentException if {@code queue} is a user's own implementation
   */
  public static <T> QueueImpl<T> of(AsyncQueue<T> queue) {
    if (Objects.requireNonNull(queue, "queue") instanceof QueueImpl<T> own) {
      return own;
    }
    throw new IllegalArgumentException(
        "not a queue of coroutines4j: "
            + queue
            + ". Only queues from AsyncQueue.fifo, lifo or priority have suspending forms.");
  }

  /** Returns the permits to take an item. */
  public PermitQueue available() {
    return available;
  }

  /** Returns the permits to add an item; null if the queue never is full. */
  public @Nullable PermitQueue slots() {
    return bounded ? slots : null;
  }

  @Override
  public void put(T item) {
    Objects.requireNonNull(item, "item");
    CoroutineThread body = CoroutineThreads.direct();
    if (body != null) {
      putIn(body, item);
    } else {
      CoroutineThreads.run(own -> putIn(own, item));
    }
  }

  private void putIn(CoroutineThread body, T item) {
    body.checkpoint();
    try {
      if (!addOrBeginWait(item)) {
        slots.await(body);
        add(item);
      }
    } catch (QueueShutdownException e) {
      body.awaitComingCancellation();
      throw e;
    }
  }

  @Override
  public T get() {
    return orShutdown(nextOrNull());
  }

  /** Waits for an item and removes it. Returns null if the queue is shut down and empty. */
  @SuppressWarnings("NullAway") // misses that call may return null
  private @Nullable T nextOrNull() {
    CoroutineThread body = CoroutineThreads.direct();
    return body != null ? nextIn(body) : CoroutineThreads.<@Nullable T>call(this::nextIn);
  }

  private @Nullable T nextIn(CoroutineThread body) {
    body.checkpoint();
    Object taken = takeOrBeginWait();
    if (taken == TryOutcome.EMPTY) {
      available.await(body);
      taken = takeOrNull();
    }
    if (taken == null) {
      body.awaitComingCancellation();
      return null;
    }
    return ReceiveChannelAdapter.element(taken);
  }

  @Override
  public boolean tryPut(T item) {
    return addIfRoom(Objects.requireNonNull(item, "item"));
  }

  @Override
  public boolean tryPut(T item, Duration timeout) {
    Objects.requireNonNull(item, "item");
    long nanos = Nanos.of(Objects.requireNonNull(timeout, "timeout"));
    return CoroutineThreads.<Boolean>call(body -> tryPutIn(body, item, nanos));
  }

  private boolean tryPutIn(CoroutineThread body, T item, long nanos) {
    body.checkpoint();
    try {
      if (nanos == 0) {
        return tryPut(item);
      }
      if (!addOrBeginWait(item)) {
        if (!slots.await(body, nanos)) {
          return false;
        }
        add(item);
      }
      return true;
    } catch (QueueShutdownException e) {
      body.awaitComingCancellation();
      throw e;
    }
  }

  @Override
  public Optional<T> tryGet() {
    Object taken = takeIfThere();
    return taken == TryOutcome.EMPTY ? Optional.empty() : Optional.of(itemOrShutdown(taken));
  }

  @Override
  public Optional<T> tryGet(Duration timeout) {
    long nanos = Nanos.of(Objects.requireNonNull(timeout, "timeout"));
    return CoroutineThreads.<Optional<T>>call(body -> tryGetIn(body, nanos));
  }

  private Optional<T> tryGetIn(CoroutineThread body, long nanos) {
    body.checkpoint();
    Object taken = nanos == 0 ? takeIfThere() : takeOrBeginWait();
    if (taken == TryOutcome.EMPTY) {
      if (nanos == 0 || !available.await(body, nanos)) {
        return Optional.empty();
      }
      taken = takeOrNull();
    }
    if (taken == null) {
      body.awaitComingCancellation();
    }
    return Optional.of(itemOrShutdown(taken));
  }

  private T itemOrShutdown(@Nullable Object taken) {
    if (taken == null) {
      throw new QueueShutdownException();
    }
    return ReceiveChannelAdapter.element(taken);
  }

  @Override
  public void taskDone() {
    countDone();
  }

  @Override
  public void join() {
    CoroutineThreads.run(
        body -> {
          body.checkpoint();
          CompletableJob end = end();
          if (end != null) {
            body.join(end);
          }
        });
  }

  @Override
  public void shutdown() {
    shutDown(false);
  }

  @Override
  public void shutdownNow() {
    shutDown(true);
  }

  @Override
  public Iterator<T> iterator() {
    return new ChannelIterator<>(this::nextOrEnd);
  }

  private Object nextOrEnd() {
    T item = nextOrNull();
    return item == null ? new Closed(null) : item;
  }

  @Override
  public SelectClause getClause(ThrowingFunction<?, ?> handler) {
    return new QueueClause.Get(this, available, handler);
  }

  @Override
  @SuppressWarnings("unchecked") // Select.onSend ensures that it is one
  public SelectClause putClause(Object item, Callable<?> handler) {
    return new QueueClause.Put(this, slots, () -> add((T) item), handler);
  }

  @Override
  public String toString() {
    return "AsyncQueue (" + size() + (bounded ? " of " + capacity : "") + " items)";
  }
}
