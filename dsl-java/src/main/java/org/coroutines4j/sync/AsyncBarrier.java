package org.coroutines4j.sync;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import org.coroutines4j.internal.sync.BarrierArrival;
import org.coroutines4j.internal.sync.SyncAccess;
import org.coroutines4j.internal.sync.WaitQueue;
import org.coroutines4j.internal.sync.Waiter;
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

  /** The wait of one party. Its result is written before it is woken. */
  static final class Arrival extends Waiter implements BarrierArrival {
    private final AsyncBarrier barrier;
    private int index;
    private boolean broken;

    Arrival(AsyncBarrier barrier) {
      this.barrier = barrier;
    }

    @Override
    public boolean arrive() {
      return barrier.arrive(this);
    }

    @Override
    public boolean leave() {
      return barrier.leave(this) || broken;
    }

    @Override
    public int index() {
      if (broken) {
        throw new BarrierBrokenException("the barrier was reset or aborted while this task waited");
      }
      return index;
    }
  }

  private final int parties;
  private final ReentrantLock lock = new ReentrantLock();
  private final WaitQueue<Arrival> waiters = new WaitQueue<>();
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
    Arrival arrival = new Arrival(this);
    if (!arrival.arrive()) {
      try {
        body.join(arrival.over());
      } catch (Throwable t) {
        if (arrival.leave()) {
          throw t;
        } // otherwise all have arrived, so the caller's cancellation shows at its next wait
      }
    }
    return arrival.index();
  }

  private boolean arrive(Arrival arrival) {
    List<Arrival> complete = add(arrival);
    complete.forEach(Waiter::wake);
    return !complete.isEmpty();
  }

  /**
   * Adds {@code arrival}. If it is the last one, removes and returns all of them, which the caller
   * then wakes. Otherwise returns an empty list.
   */
  private List<Arrival> add(Arrival arrival) {
    lock.lock();
    try {
      if (aborted) {
        throw new BarrierBrokenException("the barrier has been aborted; reset() repairs it");
      }
      waiters.add(arrival);
      if (waiters.size() < parties) {
        return List.of();
      }
      List<Arrival> all = waiters.removeAll();
      for (int i = 0; i < all.size(); i++) {
        all.get(i).index = i;
      }
      return all;
    } finally {
      lock.unlock();
    }
  }

  private boolean leave(Arrival arrival) {
    lock.lock();
    try {
      return waiters.remove(arrival);
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
    List<Arrival> all;
    lock.lock();
    try {
      aborted = abort;
      all = waiters.removeAll();
      all.forEach(arrival -> arrival.broken = true);
    } finally {
      lock.unlock();
    }
    all.forEach(Waiter::wake); // without the lock, since a woken coroutine may run on this thread
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
