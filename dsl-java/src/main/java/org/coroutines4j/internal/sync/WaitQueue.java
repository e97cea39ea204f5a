package org.coroutines4j.internal.sync;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A first-come, first-served queue of waiters. A waiter can leave it from any place in constant
 * time. The owner of the queue guards it by a lock of its own, and calls each method with that lock
 * held.
 *
 * @param <W> the type of the waiters, which can carry a result
 */
public final class WaitQueue<W extends Waiter> {
  /*
   * A waiter is linked into the queue itself, so a wait costs one object besides its Job.
   *
   * state    isQueued  meaning                            moved on by
   * new      false     not in the queue yet               its caller by add(), to queued
   * queued   true      waits for a waker                  a waker by poll() or removeAll(), to woken;
   *                                                       its caller by remove(), to left
   * woken    false     out of the queue; its Job is       final
   *                    complete, or will be soon
   * left     false     out of the queue; its Job never    final
   *                    completes
   *
   * A waiter can be cancelled and woken concurrently. The order in which the waker and the cancelled caller acquire
   * the owner's lock decides, and remove() tells the caller the result:
   *
   * true     The wait ends by the cancellation. No wake-up was meant for it.
   * false    A waker has chosen this waiter, although its Job may not be complete yet. The owner decides what becomes
   *          of the wake-up. A condition passes it on to the next waiter, because a signal is for one waiter. A
   *          barrier lets the wait end normally, because all parties have arrived and continue.
   */

  private @Nullable Waiter first;
  private @Nullable Waiter last;
  private int size;

  /** Adds {@code waiter}, which has not been in a queue before, at the end. */
  public void add(W waiter) {
    Waiter before = last;
    waiter.previous = before;
    waiter.isQueued = true;
    if (before == null) {
      first = waiter;
    } else {
      before.next = waiter;
    }
    last = waiter;
    size++;
  }

  /**
   * Removes the waiter that has waited longest, and returns it for {@link Waiter#wake}. Returns
   * null if no caller waits.
   */
  @SuppressWarnings("unchecked") // add() takes only waiters of type W
  public @Nullable W poll() {
    Waiter longest = first;
    if (longest != null) {
      unlink(longest);
    }
    return (W) longest;
  }

  /** Removes all waiters and returns them in the order in which they came, to be woken. */
  public List<W> removeAll() {
    List<W> all = new ArrayList<>(size);
    for (W waiter = poll(); waiter != null; waiter = poll()) {
      all.add(waiter);
    }
    return all;
  }

  /**
   * Removes {@code waiter}, whose caller does not wait any more. Returns false if it has been
   * removed before, which means that it is woken.
   */
  public boolean remove(W waiter) {
    boolean wasQueued = waiter.isQueued;
    if (wasQueued) {
      unlink(waiter);
    }
    return wasQueued;
  }

  private void unlink(Waiter waiter) {
    Waiter before = waiter.previous;
    Waiter after = waiter.next;
    if (before == null) {
      first = after;
    } else {
      before.next = after;
    }
    if (after == null) {
      last = before;
    } else {
      after.previous = before;
    }
    waiter.previous = null; // so that a waiter that is out keeps no other one in memory
    waiter.next = null;
    waiter.isQueued = false;
    size--;
  }

  /** Returns the number of waiters. */
  public int size() {
    return size;
  }
}
