package org.coroutines4j.sync;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import kotlinx.coroutines.CompletableJob;
import kotlinx.coroutines.JobKt;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;

/**
 * A place at which a number of tasks wait for each other, and then go on together; it may be used
 * again. A waiter that is cancelled just leaves: unlike {@link java.util.concurrent.CyclicBarrier},
 * the barrier is not broken by it.
 */
public final class AsyncBarrier {
  /** One who waits. What it is told is written before its Job is completed. */
  static final class Waiter {
    final CompletableJob over = JobKt.Job(null);
    private int index;
    private boolean broken;

    /** When it is over. */
    int index() {
      if (broken) {
        throw new BarrierBrokenException("the barrier was reset or aborted while this task waited");
      }
      return index;
    }
  }

  private final int parties;
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<Waiter> waiters = new LinkedHashSet<>();
  private boolean aborted;

  /**
   * Creates a barrier for {@code parties} tasks.
   *
   * @throws IllegalArgumentException if {@code parties} is less than 1
   */
  public AsyncBarrier(int parties) {
    if (parties < 1) {
      throw new IllegalArgumentException("parties must be at least 1, but was " + parties);
    }
    this.parties = parties;
  }

  /**
   * Waits until all parties are here. A cancellation point.
   *
   * @return from 0 to one less than the parties, another number for each, in the order of arrival
   * @throws BarrierBrokenException if the barrier is reset or aborted meanwhile, or was aborted
   * @throws CancellationException if the caller is cancelled before all are here; it does not count
   *     as arrived then, else this returns as if nothing had happened
   * @throws IllegalStateException on a thread that must not wait
   */
  public int await() {
    return CoroutineThreads.call(this::awaitIn);
  }

  private int awaitIn(CoroutineThread body) {
    body.checkpoint();
    Waiter waiter = new Waiter();
    if (!arrive(waiter)) {
      try {
        body.await(waiter.over::join);
      } catch (Throwable t) {
        if (leave(waiter) || waiter.broken) {
          throw t;
        } // else all are here: it is one of them, and meets its cancellation at its next wait
      }
    }
    return waiter.index();
  }

  /** True if {@code waiter} was the last: it and all others may go on. */
  boolean arrive(Waiter waiter) {
    List<Waiter> complete = add(waiter);
    complete.forEach(other -> other.over.complete());
    return !complete.isEmpty();
  }

  private List<Waiter> add(Waiter waiter) {
    lock.lock();
    try {
      if (aborted) {
        throw new BarrierBrokenException("the barrier has been aborted; reset() repairs it");
      }
      waiters.add(waiter);
      if (waiters.size() < parties) {
        return List.of();
      }
      List<Waiter> all = takeAll();
      for (int i = 0; i < all.size(); i++) {
        all.get(i).index = i;
      }
      return all;
    } finally {
      lock.unlock();
    }
  }

  private List<Waiter> takeAll() {
    List<Waiter> all = new ArrayList<>(waiters);
    waiters.clear();
    return all;
  }

  /** False if it has been told already. */
  boolean leave(Waiter waiter) {
    lock.lock();
    try {
      return waiters.remove(waiter);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Empties the barrier: all who wait get a {@link BarrierBrokenException}; who comes next finds it
   * as new, even if it was aborted. Never waits.
   */
  public void reset() {
    breakWaits(false);
  }

  /**
   * Breaks the barrier: all who wait, and all who come until {@link #reset}, get a {@link
   * BarrierBrokenException}. Never waits.
   */
  public void abort() {
    breakWaits(true);
  }

  private void breakWaits(boolean abort) {
    List<Waiter> all;
    lock.lock();
    try {
      aborted = abort;
      all = takeAll();
      all.forEach(waiter -> waiter.broken = true);
    } finally {
      lock.unlock();
    }
    all.forEach(waiter -> waiter.over.complete());
  }

  /** How many must come. */
  public int parties() {
    return parties;
  }

  /** How many wait now. */
  public int waiting() {
    lock.lock();
    try {
      return waiters.size();
    } finally {
      lock.unlock();
    }
  }

  /** Whether it has been aborted, and not been reset since. */
  public boolean isBroken() {
    lock.lock();
    try {
      return aborted;
    } finally {
      lock.unlock();
    }
  }
}
