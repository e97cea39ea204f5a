package org.coroutines4j.runtime.coroutine;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.coroutines4j.runtime.dispatch.ThreadSource;

/**
 * Yields the processor of one coroutine to threads that are ready.
 *
 * <p>A virtual thread that yields joins the local queue of its carrier. The carrier takes threads
 * that timers or other threads have woken only when its local queue is empty. That never happens
 * while at least as many loops yield as there are carriers. So a thread that has been yielding for
 * some time parks for a moment instead: then a timer wakes it too, and it queues behind the threads
 * that were woken before.
 */
final class CarrierYield {
  /**
   * The time between two pauses, and so the longest wait of a woken thread. A pause takes about 50
   * microseconds, a small part of it.
   */
  private static final long PAUSE_INTERVAL = TimeUnit.MILLISECONDS.toNanos(2);

  /**
   * A shorter pause did not park: a wake-up for an earlier wait had left the thread unparked. The
   * thread then parks again.
   */
  private static final long SHORTEST_PAUSE = TimeUnit.MICROSECONDS.toNanos(3);

  private static final long TIME_SLICE = TimeUnit.MILLISECONDS.toNanos(1);

  /** The number of steps of a loop that are taken as one part of the code. */
  private static final int STEPS = 64;

  private long lastPause = System.nanoTime();

  /** When the current time slice began. */
  private long sliceBegan = lastPause;

  /** The number of steps that have ended in the current part. */
  private int steps;

  /** A step of a loop has ended. Returns whether a part of the code ends with it. */
  boolean endsPart() {
    if (++steps < STEPS) {
      return false;
    }
    steps = 0;
    return true;
  }

  /** As {@link #yieldCarrier}, about once in a time slice. */
  void yieldBetweenSlices(boolean hasNotParked) {
    if (System.nanoTime() - sliceBegan >= TIME_SLICE) {
      yieldCarrier(hasNotParked);
      sliceBegan = System.nanoTime();
    }
  }

  /**
   * Lets other threads run on the processor of the current thread. If the thread has just waited
   * for a permit, {@code hasNotParked} is false and no yield is needed: other threads have run. But
   * if the loops only wake each other, a woken thread has not, so a pause may still be due.
   */
  @SuppressWarnings("ThreadPriorityCheck") // the caller asks for a yield
  void yieldCarrier(boolean hasNotParked) {
    if (ThreadSource.isVirtual(Thread.currentThread())
        && System.nanoTime() - lastPause > PAUSE_INTERVAL) {
      pause();
    } else if (hasNotParked) {
      Thread.yield();
    }
  }

  private void pause() {
    long begin = System.nanoTime();
    do {
      LockSupport.parkNanos(this, 1);
      lastPause = System.nanoTime();
    } while (lastPause - begin < SHORTEST_PAUSE);
  }
}
