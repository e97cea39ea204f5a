package org.coroutines4j.channels;

import java.time.Duration;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.coroutines4j.internal.queue.QueueBuffer;
import org.coroutines4j.internal.queue.QueueImpl;

/**
 * A queue of work, as asyncio's {@code Queue}: producers wait while it is full, consumers while it
 * is empty, both first come first served; {@link #join} waits until all that was put has been
 * reported done. Unlike a {@link Channel}, it never loses an item to a cancellation: a {@code put}
 * that throws has not put, and a {@code get} that throws has not got. Any number of tasks and
 * threads may use it.
 *
 * @param <T> the type of the items, which are never null
 */
public interface AsyncQueue<T> extends Iterable<T> {
  /** Returns a queue without a limit, whose items come out in the order in which they were put. */
  static <T> AsyncQueue<T> fifo() {
    return QueueImpl.unbounded(QueueBuffer.fifo());
  }

  /**
   * Returns a queue whose items come out in the order in which they were put.
   *
   * @param capacity the number of items that the queue holds before {@link #put} waits
   * @throws IllegalArgumentException if {@code capacity} is less than 1; a queue without a limit is
   *     made by {@link #fifo()}
   */
  static <T> AsyncQueue<T> fifo(int capacity) {
    return QueueImpl.bounded(capacity, QueueBuffer.fifo(), "fifo()");
  }

  /** Returns a queue without a limit, from which the item that was put last comes out first. */
  static <T> AsyncQueue<T> lifo() {
    return QueueImpl.unbounded(QueueBuffer.lifo());
  }

  /**
   * Returns a queue from which the item that was put last comes out first.
   *
   * @param capacity the number of items that the queue holds before {@link #put} waits
   * @throws IllegalArgumentException if {@code capacity} is less than 1; a queue without a limit is
   *     made by {@link #lifo()}
   */
  static <T> AsyncQueue<T> lifo(int capacity) {
    return QueueImpl.bounded(capacity, QueueBuffer.lifo(), "lifo()");
  }

  /**
   * Returns a queue without a limit, from which the least item in the natural order comes out
   * first. Equal items come out in the order in which they were put.
   */
  static <T extends Comparable<? super T>> AsyncQueue<T> priority() {
    return priority(Comparator.<T>naturalOrder());
  }

  /**
   * Returns a queue without a limit, from which the least item by {@code order} comes out first.
   * Equal items come out in the order in which they were put.
   */
  static <T> AsyncQueue<T> priority(Comparator<? super T> order) {
    return QueueImpl.unbounded(QueueBuffer.priority(Objects.requireNonNull(order, "order")));
  }

  /**
   * Returns a queue from which the least item in the natural order comes out first. Equal items
   * come out in the order in which they were put.
   *
   * @param capacity the number of items that the queue holds before {@link #put} waits
   * @throws IllegalArgumentException if {@code capacity} is less than 1; a queue without a limit is
   *     made by {@link #priority()}
   */
  static <T extends Comparable<? super T>> AsyncQueue<T> priority(int capacity) {
    return QueueImpl.bounded(
        capacity, QueueBuffer.priority(Comparator.<T>naturalOrder()), "priority()");
  }

  /**
   * Returns a queue from which the least item by {@code order} comes out first. Equal items come
   * out in the order in which they were put.
   *
   * @param capacity the number of items that the queue holds before {@link #put} waits
   * @throws IllegalArgumentException if {@code capacity} is less than 1; a queue without a limit is
   *     made by {@link #priority(Comparator)}
   */
  static <T> AsyncQueue<T> priority(int capacity, Comparator<? super T> order) {
    return QueueImpl.bounded(
        capacity,
        QueueBuffer.priority(Objects.requireNonNull(order, "order")),
        "priority(comparator)");
  }

  /**
   * Puts {@code item}, and waits while the queue is full. A cancellation point.
   *
   * @throws QueueShutdownException if the queue has been shut down, or is meanwhile
   * @throws CancellationException if the caller is cancelled
   * @throws IllegalStateException on a thread that must not wait
   */
  void put(T item);

  /**
   * Takes the next item, and waits while there is none. A cancellation point.
   *
   * @throws QueueShutdownException if the queue has been shut down and is empty, or is meanwhile
   * @throws CancellationException if the caller is cancelled
   * @throws IllegalStateException on a thread that must not wait
   */
  T get();

  /**
   * Puts {@code item} if that can be done without waiting; false if the queue is full, or others
   * wait to put. Never waits, on any thread.
   *
   * @throws QueueShutdownException if the queue has been shut down
   */
  boolean tryPut(T item);

  /**
   * Takes the next item if there is one that nobody else waits for. Never waits, on any thread.
   *
   * @throws QueueShutdownException if the queue has been shut down and is empty
   */
  Optional<T> tryGet();

  /**
   * Puts {@code item} as {@link #put} does, and waits for at most {@code timeout} while the queue
   * is full. Returns whether the item was put. A cancellation point. The result is exact: room that
   * becomes free as the time ends, or as the caller is cancelled, is used, and this returns true.
   *
   * @param timeout for how long to wait; zero or negative: as {@link #tryPut(Object)}; too large to
   *     represent in nanoseconds: without a limit
   * @throws QueueShutdownException if the queue has been shut down, or is meanwhile
   * @throws CancellationException if the caller is cancelled; the item has not been put
   * @throws IllegalStateException on a thread that must not wait
   */
  boolean tryPut(T item, Duration timeout);

  /**
   * Takes the next item as {@link #get} does, and waits for it for at most {@code timeout}. Returns
   * empty if there was none by then. A cancellation point. An item that arrives as the time ends,
   * or as the caller is cancelled, is returned.
   *
   * @param timeout for how long to wait; zero or negative: as {@link #tryGet()}; too large to
   *     represent in nanoseconds: without a limit
   * @throws QueueShutdownException if the queue has been shut down and is empty, or is meanwhile
   * @throws CancellationException if the caller is cancelled
   * @throws IllegalStateException on a thread that must not wait
   */
  Optional<T> tryGet(Duration timeout);

  /** How many items are in it now. */
  int size();

  /** Whether there is no item in it now. */
  boolean isEmpty();

  /** Whether it holds as many items as it may; never if it has no limit. */
  boolean isFull();

  /**
   * Reports that one item has been dealt with. Each {@link #get} is to be followed by one call, if
   * anybody uses {@link #join}. Never waits.
   *
   * @throws IllegalStateException if it is called more often than items were put
   */
  void taskDone();

  /**
   * Waits until {@link #taskDone} has been called for each item that was put; returns at once if
   * there is none. A cancellation point.
   *
   * @throws CancellationException if the caller is cancelled
   * @throws IllegalStateException on a thread that must not wait
   */
  void join();

  /**
   * Ends the queue: whoever puts, or waits to put, gets a {@link QueueShutdownException}; what is
   * in it can still be got; then {@link #get} throws it too. {@link #join} still waits for the
   * {@link #taskDone} calls. Never waits; does nothing the second time.
   */
  void shutdown();

  /**
   * Ends the queue as {@link #shutdown} does, and drops what is in it, which counts as done. Never
   * waits.
   */
  void shutdownNow();

  /**
   * The items to come, each taken when it is asked for; the loop ends when the queue has been shut
   * down and is empty. {@code hasNext} waits as {@link #get} does. An iterator is for one task; a
   * queue may have several. It does not call {@link #taskDone}.
   */
  @Override
  Iterator<T> iterator();
}
