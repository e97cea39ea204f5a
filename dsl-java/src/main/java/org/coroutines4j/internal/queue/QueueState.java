package org.coroutines4j.internal.queue;

import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;
import kotlinx.coroutines.CompletableJob;
import kotlinx.coroutines.JobKt;
import org.coroutines4j.channels.QueueShutdownException;
import org.coroutines4j.channels.QueueSnapshot;
import org.coroutines4j.runtime.kotlinx.TryOutcome;
import org.jspecify.annotations.Nullable;

/**
 * The state of a queue: its items, and the permits to remove and to add one. The part of {@link
 * QueueImpl} that never waits.
 */
abstract class QueueState<T> {
  /*
   * Permits decide which caller may proceed: a permit of `available` allows its holder to remove one item, a
   * permit of `slots` to add one. The holder uses it on its own thread, with the lock held and without a wait in
   * between. So a caller that is cancelled while it waits has changed nothing, and the permit that was on its way
   * to it goes to the next caller.
   *
   * A caller that need not wait acquires the permit and removes or adds the item while it holds the lock once. A
   * caller that must wait registers before it releases the lock, so the next permit is its own.
   * Only a caller that has waited, and a select, acquire the permit before the item. Except for these, no caller
   * sees a queue that is full by its permits and empty by its items.
   *
   * A shutdown ends the permits: every caller may proceed, and the lock decides. A caller without a permit may
   * then get an item, and a caller with a permit may find none, as if it had come later.
   */
  private final QueueBuffer<T> items;
  final boolean bounded;
  final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  final PermitQueue available = new PermitQueue(lock, 0);
  final PermitQueue slots;
  private boolean shutDown;
  private long unfinished;

  /** Completes when there is no unfinished item any more; null while no caller waits for that. */
  private @Nullable CompletableJob finished;

  QueueState(boolean bounded, int capacity, QueueBuffer<T> items) {
    this.items = items;
    this.bounded = bounded;
    this.capacity = capacity;
    this.slots = new PermitQueue(lock, capacity);
  }

  /**
   * Adds {@code item} if there is room that is not reserved for a waiting caller. Returns whether
   * it did.
   */
  final boolean addIfRoom(T item) {
    lock.lock();
    try {
      return addNow(item);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Adds {@code item} and returns true, or registers the caller as waiting for room and returns
   * false.
   */
  public final boolean addOrBeginWait(T item) {
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

  /**
   * Removes and returns an item. Returns null if the queue is shut down and empty, and {@link
   * TryOutcome#EMPTY} if there is no item that is not reserved for a waiting caller.
   */
  final @Nullable Object takeIfThere() {
    lock.lock();
    try {
      return available.tryTake() ? poll() : TryOutcome.EMPTY;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Removes and returns an item. Returns null if the queue is shut down and empty. Otherwise
   * registers the caller as waiting for an item and returns {@link TryOutcome#EMPTY}.
   */
  public final @Nullable Object takeOrBeginWait() {
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

  static <T> T orShutdown(@Nullable T item) {
    if (item == null) {
      throw new QueueShutdownException();
    }
    return item;
  }

  public final int size() {
    lock.lock();
    try {
      return items.size();
    } finally {
      lock.unlock();
    }
  }

  /** Returns the items and the waiting callers of this moment. */
  public final QueueSnapshot snapshot() {
    lock.lock();
    try {
      return new QueueSnapshot(
          items.size(),
          bounded ? OptionalInt.of(capacity) : OptionalInt.empty(),
          slots.waiting(),
          available.waiting());
    } finally {
      lock.unlock();
    }
  }

  public final boolean isEmpty() {
    return size() == 0;
  }

  public final boolean isFull() {
    return bounded && size() >= capacity;
  }

  final void countDone() {
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

  /**
   * Counts {@code count} items as done, with the lock held. Returns the Job that the caller must
   * complete after it has released the lock; null if there is none.
   */
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

  /**
   * Returns a Job that completes when there is no unfinished item any more; null if there is none
   * now.
   */
  public final @Nullable CompletableJob end() {
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

  /** Shuts the queue down. With {@code dropItems}, drops its items, which then count as done. */
  final void shutDown(boolean dropItems) {
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

  /**
   * Acquires a permit to remove an item if that is possible without waiting. Returns whether it
   * did.
   */
  final boolean mayTakeNow() {
    lock.lock();
    try {
      return available.tryTake();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Acquires a permit to add an item if that is possible without waiting. Returns whether it did.
   */
  final boolean mayAddNow() {
    lock.lock();
    try {
      return takeSlot();
    } finally {
      lock.unlock();
    }
  }

  /** Adds {@code item}. The caller has a permit to add, or the queue has been shut down. */
  public final void add(T item) {
    lock.lock();
    try {
      addInSlot(item);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Removes and returns an item. The caller has a permit to remove one, or the queue has been shut
   * down.
   */
  final T take() {
    return orShutdown(takeOrNull());
  }

  /**
   * Removes and returns an item, as {@code take} does. Returns null if there is none, which is
   * possible only after a shutdown.
   */
  public final @Nullable T takeOrNull() {
    lock.lock();
    try {
      return poll();
    } finally {
      lock.unlock();
    }
  }

  // Methods that are called with the lock held.

  private boolean addNow(T item) {
    boolean hasSlot = takeSlot();
    if (hasSlot) {
      addInSlot(item);
    }
    return hasSlot;
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
      if (!added) { // shut down, or the comparator has thrown an exception
        returnSlot();
      }
    }
    available.give();
  }

  /** Returns the next item; null if there is none, which is possible only after a shutdown. */
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
}
