package org.coroutines4j.internal.queue;

import java.util.concurrent.locks.ReentrantLock;
import kotlinx.coroutines.CompletableJob;
import kotlinx.coroutines.JobKt;
import org.coroutines4j.channels.QueueShutdownException;
import org.coroutines4j.runtime.kotlinx.TryOutcome;
import org.jspecify.annotations.Nullable;

/**
 * The state of a queue: its items, and the permits to take and to add one. A part of {@link
 * QueueImpl}. No method waits.
 */
abstract class QueueState<T> {
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
  final boolean bounded;
  final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  final PermitQueue available = new PermitQueue(lock, 0);
  final PermitQueue slots;
  private boolean shutDown;
  private long unfinished;

  /** Completed when nothing is unfinished any more; null while nobody waits for that. */
  private @Nullable CompletableJob finished;

  QueueState(boolean bounded, int capacity, QueueBuffer<T> items) {
    this.items = items;
    this.bounded = bounded;
    this.capacity = capacity;
    this.slots = new PermitQueue(lock, capacity);
  }

  /** Adds {@code item} if there is room that nobody waits for. */
  final boolean addIfRoom(T item) {
    lock.lock();
    try {
      return addNow(item);
    } finally {
      lock.unlock();
    }
  }

  /** Adds {@code item}; or not, and the caller has to wait. */
  final boolean addOrBeginWait(T item) {
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

  /** Returns an item, null after the end, or EMPTY if there is none that nobody waits for. */
  final @Nullable Object takeIfThere() {
    lock.lock();
    try {
      return available.tryTake() ? poll() : TryOutcome.EMPTY;
    } finally {
      lock.unlock();
    }
  }

  /** An item, or null after the end; or EMPTY, and the caller has to wait. */
  final @Nullable Object takeOrBeginWait() {
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

  public final boolean isEmpty() {
    return size() == 0;
  }

  public final boolean isFull() {
    return bounded && size() >= capacity;
  }

  /** Counts one item as done. */
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

  /** What completes when nothing is unfinished any more; null if nothing is now. */
  final @Nullable CompletableJob end() {
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

  /** Ends the queue, and with {@code dropItems} drops what is in it, which counts as done. */
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

  /** Takes leave to take an item, if that can be had without waiting. */
  final boolean mayTakeNow() {
    lock.lock();
    try {
      return available.tryTake();
    } finally {
      lock.unlock();
    }
  }

  /** Takes leave to add an item, if that can be had without waiting. */
  final boolean mayAddNow() {
    lock.lock();
    try {
      return takeSlot();
    } finally {
      lock.unlock();
    }
  }

  /** Adds {@code item}, by leave of a slot. */
  final void add(T item) {
    lock.lock();
    try {
      addInSlot(item);
    } finally {
      lock.unlock();
    }
  }

  /** Takes an item, by leave of a token. */
  final T take() {
    return orShutdown(takeOrNull());
  }

  /** Takes an item, by leave of a token; null if there is none, after a shutdown only. */
  final @Nullable T takeOrNull() {
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
}
