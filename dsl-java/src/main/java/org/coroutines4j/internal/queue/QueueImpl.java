package org.coroutines4j.internal.queue;

import java.time.Duration;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;
import kotlinx.coroutines.CompletableJob;
import kotlinx.coroutines.JobKt;
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

/** The state of a queue: its items, and the permits to take and to add one. */
public final class QueueImpl<T> implements AsyncQueue<T>, SelectableQueue<T> {
  /*
   * Who may go on is decided by two sorts of tokens: a token of `available` is leave to take one item,
   * a token of `slots` is leave to add one. Whoever has a token then takes or adds under the lock, by its own
   * thread and with no wait in between; so a caller that is cancelled while it waits has changed nothing, and
   * the token that was on its way to it goes to the next. Who need not wait takes the token, and the item, in one
   * hold of the lock; who must, says so in the same hold, so that the next token is for it. But for those who
   * waited, and a select, which take the token first, nobody sees a queue that is full by its slots and empty by
   * its items. After a shutdown the tokens have ended, everybody may go on, and the lock decides: an item may then
   * go to somebody without a token, and who comes with one finds nothing, as if it had come later.
   */
  private final QueueBuffer<T> items;
  private final boolean bounded;
  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  final PermitQueue available = new PermitQueue(lock, 0);
  final PermitQueue slots;
  private boolean shutDown;
  private long unfinished;

  /** Completed when nothing is unfinished any more; null while nobody waits for that. */
  private @Nullable CompletableJob finished;

  private QueueImpl(boolean bounded, int capacity, QueueBuffer<T> items) {
    this.items = items;
    this.bounded = bounded;
    this.capacity = capacity;
    this.slots = new PermitQueue(lock, capacity);
  }

  /** Returns a queue that is never full. */
  public static <T> QueueImpl<T> unbounded(QueueBuffer<T> items) {
    return new QueueImpl<>(false, 0, items);
  }

  /**
   * Returns a queue that holds {@code capacity} items; {@code unboundedForm} is the call that the
   * message about a capacity below 1 recommends.
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

  /** Waits for an item; null after the end. */
  @SuppressWarnings("NullAway") // call takes nullable types
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

  /** An item, or null after the end; or EMPTY, and the caller has to wait. */
  @Nullable Object takeOrBeginWait() {
    lock.lock();
    try {
      if (available.tryTake()) {
        return poll();
      }
      available.beginWait();
      return TryOutcome.EMPTY;
    } finally {
      lock.unlock();
    }
  }

  private static <T> T orShutdown(@Nullable T item) {
    if (item == null) {
      throw new QueueShutdownException();
    }
    return item;
  }

  @Override
  public boolean tryPut(T item) {
    Objects.requireNonNull(item, "item");
    lock.lock();
    try {
      return addNow(item);
    } finally {
      lock.unlock();
    }
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

  /** Adds {@code item}; or not, and the caller has to wait. */
  boolean addOrBeginWait(T item) {
    lock.lock();
    try {
      boolean added = addNow(item);
      if (!added) {
        slots.beginWait();
      }
      return added;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<T> tryGet() {
    lock.lock();
    try {
      return available.tryTake() ? Optional.of(orShutdown(poll())) : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<T> tryGet(Duration timeout) {
    long nanos = Nanos.of(Objects.requireNonNull(timeout, "timeout"));
    return CoroutineThreads.<Optional<T>>call(body -> tryGetIn(body, nanos));
  }

  private Optional<T> tryGetIn(CoroutineThread body, long nanos) {
    body.checkpoint();
    try {
      if (nanos == 0) {
        return tryGet();
      }
      Object taken = takeOrBeginWait();
      if (taken == TryOutcome.EMPTY) {
        if (!available.await(body, nanos)) {
          return Optional.empty();
        }
        taken = takeOrNull();
      }
      return Optional.of(orShutdown(ReceiveChannelAdapter.<@Nullable T>element(taken)));
    } catch (QueueShutdownException e) {
      body.awaitComingCancellation();
      throw e;
    }
  }

  @Override
  public int size() {
    lock.lock();
    try {
      return items.size();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean isEmpty() {
    return size() == 0;
  }

  @Override
  public boolean isFull() {
    return bounded && size() >= capacity;
  }

  @Override
  public void taskDone() {
    CompletableJob reached;
    lock.lock();
    try {
      if (unfinished == 0) {
        throw new IllegalStateException("taskDone() was called more often than items were put");
      }
      reached = finish(1);
    } finally {
      lock.unlock();
    }
    complete(reached);
  }

  /** Counts; under the lock. What is returned is to be completed after it. */
  private @Nullable CompletableJob finish(long count) {
    unfinished -= count;
    if (unfinished > 0) {
      return null;
    }
    CompletableJob reached = finished;
    finished = null;
    return reached;
  }

  private static void complete(@Nullable CompletableJob reached) {
    if (reached != null) {
      reached.complete();
    }
  }

  @Override
  public void join() {
    CoroutineThreads.run(
        body -> {
          body.checkpoint();
          CompletableJob end = end();
          if (end != null) {
            body.await(end::join);
          }
        });
  }

  /** What completes when nothing is unfinished any more; null if nothing is now. */
  @Nullable CompletableJob end() {
    lock.lock();
    try {
      if (unfinished > 0 && finished == null) {
        finished = JobKt.Job(null);
      }
      return finished;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void shutdown() {
    shutDown(false);
  }

  @Override
  public void shutdownNow() {
    shutDown(true);
  }

  private void shutDown(boolean dropItems) {
    CompletableJob reached = null;
    lock.lock();
    try {
      shutDown = true;
      if (dropItems) {
        reached = finish(items.size());
        items.clear();
      }
      slots.end();
      available.end();
    } finally {
      lock.unlock();
    }
    complete(reached);
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
  @SuppressWarnings("unchecked") // the caller's types say that it is one
  public SelectClause putClause(Object item, Callable<?> handler) {
    return new QueueClause.Put(this, slots, () -> add((T) item), handler);
  }

  /** Takes leave to take an item, if that can be had without waiting. */
  boolean mayTakeNow() {
    lock.lock();
    try {
      return available.tryTake();
    } finally {
      lock.unlock();
    }
  }

  /** Takes leave to add an item, if that can be had without waiting. */
  boolean mayAddNow() {
    lock.lock();
    try {
      return takeSlot();
    } finally {
      lock.unlock();
    }
  }

  /** Adds {@code item}, by leave of a slot. */
  void add(T item) {
    lock.lock();
    try {
      addInSlot(item);
    } finally {
      lock.unlock();
    }
  }

  /** Takes an item, by leave of a token. */
  T take() {
    return orShutdown(takeOrNull());
  }

  private @Nullable T takeOrNull() {
    lock.lock();
    try {
      return poll();
    } finally {
      lock.unlock();
    }
  }

  // Under the lock.

  private boolean addNow(T item) {
    boolean leave = takeSlot();
    if (leave) {
      addInSlot(item);
    }
    return leave;
  }

  private boolean takeSlot() {
    return !bounded || slots.tryTake();
  }

  private void addInSlot(T item) {
    boolean added = false;
    try {
      if (shutDown) {
        throw new QueueShutdownException();
      }
      items.add(item);
      unfinished++;
      added = true;
    } finally {
      if (!added) { // a comparator has failed
        returnSlot();
      }
    }
    available.give();
  }

  /** The next item; null if there is none, after a shutdown only. */
  private @Nullable T poll() {
    T item = items.poll();
    if (item != null) {
      returnSlot();
    }
    return item;
  }

  private void returnSlot() {
    if (bounded) {
      slots.give();
    }
  }

  @Override
  public String toString() {
    return "AsyncQueue (" + size() + (bounded ? " of " + capacity : "") + " items)";
  }
}
