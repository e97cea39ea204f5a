package org.coroutines4j.channels;

import java.time.Duration;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.coroutines4j.internal.queue.QueueBuffer;
import org.coroutines4j.internal.queue.QueueImpl;
import org.coroutines4j.internal.task.WatchedQueues;

/**
 * A work queue between tasks, modelled on {@code asyncio.Queue}. Producers wait while the queue is
 * full, consumers wait while it is empty, and both are served first come, first served. {@link
 * #join} waits until each item that was put has been reported as done.
 *
 * <p>Unlike a {@link Channel}, a queue never loses an item to a cancellation: a {@code put} that
 * throws has not put its item, and a {@code get} that throws has not removed one. Any number of
 * tasks and threads may use a queue.
 *
 * @param <T> the type of the items, which are never null
 */
public interface AsyncQueue<T> extends Iterable<T> {
  /** Returns a first-in, first-out queue without a limit. */
  static <T> AsyncQueue<T> fifo() {
    return QueueImpl.unbounded(QueueBuffer.fifo());
  }

  /**
   * Returns a first-in, first-out queue.
   *
   * @param capacity the number of items that the queue holds before {@link #put} waits
   * @throws IllegalArgumentException if {@code capacity} is less than 1. {@link #fifo()} creates a
   *     queue without a limit.
   */
  static <T> AsyncQueue<T> fifo(int capacity) {
    return QueueImpl.bounded(capacity, QueueBuffer.fifo(), "fifo()");
  }

  /** Returns a queue without a limit that returns the item that was put last first. */
  static <T> AsyncQueue<T> lifo() {
    return QueueImpl.unbounded(QueueBuffer.lifo());
  }

  /**
   * Returns a queue that returns the item that was put last first.
   *
   * @param capacity the number of items that the queue holds before {@link #put} waits
   * @throws IllegalArgumentException if {@code capacity} is less than 1. {@link #lifo()} creates a
   *     queue without a limit.
   */
  static <T> AsyncQueue<T> lifo(int capacity) {
    return QueueImpl.bounded(capacity, QueueBuffer.lifo(), "lifo()");
  }

  /**
   * Returns a queue without a limit that returns the least item in the natural order first. Equal
   * items are returned in the order in which they were put.
   */
  static <T extends Comparable<? super T>> AsyncQueue<T> priority() {
    return priority(Comparator.<T>naturalOrder());
  }

  /**
   * Returns a queue without a limit that returns the least item by {@code order} first. Equal items
   * are returned in the order in which they were put.
   *
   * <p>{@code order} is called by the thread that puts an item, and must not wait. If it throws,
   * {@code put} throws the same exception and has not put the item.
   */
  static <T> AsyncQueue<T> priority(Comparator<? super T> order) {
    return QueueImpl.unbounded(QueueBuffer.priority(Objects.requireNonNull(order, "order")));
  }

  /**
   * Returns a queue that returns the least item in the natural order first. Equal items are
   * returned in the order in which they were put.
   *
   * @param capacity the number of items that the queue holds before {@link #put} waits
   * @throws IllegalArgumentException if {@code capacity} is less than 1. {@link #priority()}
   *     creates a queue without a limit.
   */
  static <T extends Comparable<? super T>> AsyncQueue<T> priority(int capacity) {
    return QueueImpl.bounded(
        capacity, QueueBuffer.priority(Comparator.<T>naturalOrder()), "priority()");
  }

  /**
   * Returns a queue that returns the least item by {@code order} first. Equal items are returned in
   * the order in which they were put.
   *
   * <p>{@code order} is called by the thread that puts an item, and must not wait. If it throws,
   * {@code put} throws the same exception and has not put the item.
   *
   * @param capacity the number of items that the queue holds before {@link #put} waits
   * @throws IllegalArgumentException if {@code capacity} is less than 1. {@link
   *     #priority(Comparator)} creates a queue without a limit.
   */
  static <T> AsyncQueue<T> priority(int capacity, Comparator<? super T> order) {
    return QueueImpl.bounded(
        capacity,
        QueueBuffer.priority(Objects.requireNonNull(order, "order")),
        "priority(comparator)");
  }

  /**
   * Puts {@code item}. Waits while the queue is full. A cancellation point.
   *
   * @throws QueueShutdownException if the queue is shut down, before this call or while it waits;
   *     the item has not been put
   * @throws CancellationException if the caller is cancelled; the item has not been put
   * @throws IllegalStateException on a thread that must not wait
   */
  void put(T item);

  /**
   * Removes and returns the next item. Waits while there is none. A cancellation point.
   *
   * @throws QueueShutdownException if the queue is shut down, before this call or while it waits,
   *     and is empty
   * @throws CancellationException if the caller is cancelled; no item has been removed
   * @throws IllegalStateException on a thread that must not wait
   */
  T get();

  /**
   * Puts {@code item} if that is possible without waiting. Returns false if the queue is full, or
   * if its free capacity is reserved for producers that wait already. Never waits, on any thread.
   *
   * @throws QueueShutdownException if the queue has been shut down
   */
  boolean tryPut(T item);

  /**
   * Removes and returns the next item if that is possible without waiting. Returns empty if there
   * is no item, or if all items are reserved for consumers that wait already. Never waits, on any
   * thread.
   *
   * @throws QueueShutdownException if the queue has been shut down and is empty
   */
  Optional<T> tryGet();

  /**
   * Puts {@code item} as {@link #put} does, and waits at most {@code timeout} while the queue is
   * full. Returns whether the item was put. A cancellation point.
   *
   * <p>The result is exact. If capacity becomes free at the moment when the time expires or the
   * caller is cancelled, the item is put and this returns true.
   *
   * @param timeout the longest time to wait. If it is zero or negative, this does not wait, like
   *     {@link #tryPut(Object)}. If it is too large to represent in nanoseconds, there is no limit.
   * @throws QueueShutdownException if the queue is shut down, before this call or while it waits;
   *     the item has not been put
   * @throws CancellationException if the caller is cancelled; the item has not been put
   * @throws IllegalStateException on a thread that must not wait
   */
  boolean tryPut(T item, Duration timeout);

  /**
   * Removes and returns the next item as {@link #get} does, and waits for it at most {@code
   * timeout}. Returns empty if no item has arrived by then. A cancellation point.
   *
   * <p>No item is lost. An item that arrives at the moment when the time expires or the caller is
   * cancelled is returned.
   *
   * @param timeout the longest time to wait. If it is zero or negative, this does not wait, like
   *     {@link #tryGet()}. If it is too large to represent in nanoseconds, there is no limit.
   * @throws QueueShutdownException if the queue is shut down, before this call or while it waits,
   *     and is empty
   * @throws CancellationException if the caller is cancelled; no item has been removed
   * @throws IllegalStateException on a thread that must not wait
   */
  Optional<T> tryGet(Duration timeout);

  /** Returns the number of items in the queue. Never waits, on any thread. */
  int size();

  /** Returns whether the queue holds no item. Never waits, on any thread. */
  boolean isEmpty();

  /**
   * Returns whether the queue holds as many items as its capacity. Returns false for a queue
   * without a limit. Never waits, on any thread.
   */
  boolean isFull();

  /**
   * Returns the items and the waiting callers of this moment. The users of the queue continue
   * meanwhile, so the numbers may be outdated already. A waiting clause of a select counts as a
   * caller, except in Kotlin code. Never waits, on any thread.
   */
  QueueSnapshot snapshot();

  /**
   * Shows this queue in monitors, such as the console, under {@code name}: how many items it has,
   * and how many callers wait. A later name replaces an earlier one. It is shown for as long as the
   * program refers to it. Never waits.
   */
  default void monitorAs(String name) {
    Objects.requireNonNull(name, "name");
    WatchedQueues.add(name, this, AsyncQueue::snapshot);
  }

  /**
   * Reports that one item has been processed. If any code calls {@link #join}, each {@link #get}
   * must be followed by one call of this method. Never waits, on any thread.
   *
   * @throws IllegalStateException if it is called more often than items were put
   */
  void taskDone();

  /**
   * Waits until {@link #taskDone} has been called once for each item that was put. Returns
   * immediately if there is no unfinished item. A cancellation point.
   *
   * @throws CancellationException if the caller is cancelled
   * @throws IllegalStateException on a thread that must not wait
   */
  void join();

  /**
   * Shuts the queue down, so that no more items can be put. A producer that puts an item, or waits
   * to put one, gets a {@link QueueShutdownException}. Consumers still get the items that are left.
   * After the last one, {@link #get} throws a {@code QueueShutdownException} too. {@link #join}
   * still waits for the {@link #taskDone} calls. Never waits, on any thread. Has no effect on a
   * queue that is shut down already.
   */
  void shutdown();

  /**
   * Shuts the queue down as {@link #shutdown} does, and drops all items in it. The dropped items
   * count as done, so {@link #join} does not wait for them. Never waits, on any thread.
   */
  void shutdownNow();

  /**
   * Returns an iterator that removes items from the queue, each when it is asked for. The loop ends
   * when the queue has been shut down and is empty.
   *
   * <p>{@code hasNext} waits, and throws, as {@link #get} does, but returns false instead of
   * throwing a {@link QueueShutdownException}. The iterator does not call {@link #taskDone}. An
   * iterator is for one task at a time. A queue may have several iterators, which share its items.
   */
  @Override
  Iterator<T> iterator();
}
