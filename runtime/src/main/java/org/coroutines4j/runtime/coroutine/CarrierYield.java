package org.coroutines4j.runtime.coroutine;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.coroutines4j.runtime.dispatch.Threads;

/**
 * Gives the processor of a body to others that are ready. A virtual thread that yields joins the
 * queue of its carrier, and the carrier looks for those that timers and other threads have woken
 * only when that queue is empty, which it never is while as many loops yield as there are carriers.
 * So one that has been yielding for some time parks for a moment: it is woken by a timer itself,
 * and comes after all that were.
 */
final class CarrierYield {
  /** A pause takes some 50 microseconds: little of this, while all others wait no longer. */
  private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(2);

  /** A pause that was none, as the thread had a wake-up of some earlier wait, is shorter. */
  private static final long SHORTEST = TimeUnit.MICROSECONDS.toNanos(3);

  private long since = System.nanoTime();

  /**
   * Lets others run on the processor of the current thread. If that has just waited for a permit,
   * {@code hasNotParked} is false and they have run, unless the loops only wake each other.
   */
  @SuppressWarnings("ThreadPriorityCheck") // what the caller asks for
  void giveWay(boolean hasNotParked) {
    if (Threads.isVirtual(Thread.currentThread()) && System.nanoTime() - since > LONGEST) {
      pause();
    } else if (hasNotParked) {
      Thread.yield();
    }
  }

  private void pause() {
    long begin = System.nanoTime();
    do {
      LockSupport.parkNanos(this, 1);
      since = System.nanoTime();
    } while (since - begin < SHORTEST);
  }
}
