package org.coroutines4j.sync;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import kotlinx.coroutines.CompletableJob;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.JobKt;
import org.coroutines4j.internal.sync.BarrierArrival;
import org.coroutines4j.internal.sync.SyncAccess;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;

/**
 * A reusable barrier for a fixed number of tasks. Each task waits at the barrier until all parties
 * have arrived; then all of them continue, and the barrier is ready for the next round.
 *
 * <p>A waiter that is cancelled only leaves the barrier, and another task can arrive in its place.
 * Unlike in {@link java.util.concurrent.CyclicBarrier}, this does not break the barrier.
 */
public final class AsyncBarrier {
  static {
    SyncAccess.registerBarrier(Arrival::new);
  }

  /** The arrival of a coroutine, which suspends itself. */
  private static final class Arrival implements BarrierArrival {
    private final AsyncBarrier barrier;
    private final Waiter waiter = new Waiter();

    Arrival(AsyncBarrier barrier) {
      this.barrier = barrier;
    }

    @Override
    public boolean arrive() {
      return barrier.arrive(waiter);
    }

    @Override
    public Job over() {
      return waiter.over;
    }

    @Override
    public boolean leave() {
      return barrier.leave(waiter) || waiter.broken;
    }

    @Override
    public int index() {
      return waiter.index();
    }
  }

  /** A task that waits. Its result is written before its Job is completed. */
  static final class Waiter {
    final CompletableJob over = JobKt.Job(null);
    private int index;
    private boolean broken;

    /**
     * Returns the order of arrival. Called when the wait is over.
     *
     * @throws BarrierBrokenException if the barrier was reset or aborted
     */
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
   * Waits until all parties have arrived. Returns immediately for the party that arrives last. A
   * cancellation point.
   *
   * <p>A caller that is cancelled before all parties have arrived does not count as arrived. If all
   * parties have arrived, this returns normally even if the caller is cancelled, and the
   * cancellation shows at its next wait.
   *
   * @return the order of arrival: 0 for the party that arrived first, up to one less than the
   *     number of parties
   * @throws BarrierBrokenException if the barrier has been aborted, or is reset or aborted while
   *     the caller waits
   * @throws CancellationException if the caller is cancelled before all parties have arrived
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
        } // otherwise all have arrived, so the caller's cancellation shows at its next wait
      }
    }
    return waiter.index();
  }

  /** Adds {@code waiter}. If it is the last one, releases all waiters and returns true. */
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

  /** Removes {@code waiter}. Returns false if its wait is over already. */
  boolean leave(Waiter waiter) {
    lock.lock();
    try {
      return waiters.remove(waiter);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Resets the barrier to its initial state, even if it was aborted. All current waiters get a
   * {@link BarrierBrokenException}. Later arrivals form a new round. Never waits, on any thread.
   */
  public void reset() {
    breakWaits(false);
  }

  /**
   * Breaks the barrier. All current waiters, and all later arrivals until {@link #reset}, get a
   * {@link BarrierBrokenException}. Never waits, on any thread.
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

  /** Returns the number of tasks that must arrive. */
  public int parties() {
    return parties;
  }

  /** Returns the number of tasks that wait at the barrier now. Never waits, on any thread. */
  public int waiting() {
    lock.lock();
    try {
      return waiters.size();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns whether the barrier has been aborted and not been reset since. Never waits, on any
   * thread.
   */
  public boolean isBroken() {
    lock.lock();
    try {
      return aborted;
    } finally {
      lock.unlock();
    }
  }
}
