package org.coroutines4j.runtime.dispatch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A pool of {@code limit} permits. Each granted permit also holds a permit of {@code outer}. */
final class FifoLimiter implements ConcurrencyLimiter {
  /*
   * The state is a counter and a queue of waiters.
   *
   * counter   meaning
   * n > 0     n permits are free
   * 0         all permits are held, and there is no waiter
   * -n        all permits are held, and n waiters are in the queue or about to be added
   *
   * A waiter first decrements the counter and then adds itself to the queue:
   *
   *   acquiring thread                          releasing thread
   *   1. counter 0 -> -1: must wait
   *                                             2. counter -1 -> 0: there is a waiter
   *                                             3. the queue is still empty: spins
   *   4. adds itself to the queue
   *                                             5. takes the waiter, grants it the permit
   *
   * The counter alone decides which thread gets a permit immediately, and the queue is FIFO. So a newcomer
   * never overtakes a waiter.
   */

  /*
   * The permits that this thread has yet to grant, while it is granting one. The granted task may end within
   * the grant, because its executor refuses it or runs it on the calling thread. It then releases the permit
   * within the grant, the next waiter does the same, and so on, each deeper in the stack. So a thread that is
   * granting a permit queues the next ones here, and grants them when it is done with the first. A grant that only
   * wakes a thread cannot do that, and is not queued.
   */
  private static final ThreadLocal<@Nullable Deque<Runnable>> GRANTING = new ThreadLocal<>();

  private final int limit;
  private final ConcurrencyLimiter outer;
  private final boolean loop;
  private final AtomicInteger free;
  private final WaiterQueue waiting = new WaiterQueue();

  FifoLimiter(int limit, ConcurrencyLimiter outer) {
    this(limit, outer, outer.isLoop());
  }

  private FifoLimiter(int limit, ConcurrencyLimiter outer, boolean loop) {
    this.limit = limit;
    this.outer = outer;
    this.loop = loop;
    this.free = new AtomicInteger(limit);
  }

  /** Returns a new limiter with the single permit of an event loop. */
  static FifoLimiter loop() {
    return new FifoLimiter(1, Unlimited.INSTANCE, true);
  }

  @Override
  public boolean coversCompletion() {
    return loop || outer.coversCompletion();
  }

  @Override
  public boolean isLoop() {
    return loop;
  }

  @Override
  public void acquire(Runnable granted) {
    if (free.getAndDecrement() > 0) {
      grant(granted);
    } else {
      waiting.add(granted);
    }
  }

  @Override
  public void release() {
    releaseOwn();
    // Only now, so that the next waiter of this limiter is already queued at the outer one.
    outer.release();
  }

  private void releaseOwn() {
    if (free.getAndIncrement() < 0) {
      grantInOrder(nextWaiting());
    }
  }

  @Override
  public boolean withdraw(Runnable granted) {
    if (waiting.remove(granted)) {
      uncountWaiter();
      return true;
    }
    boolean waitedInOuter = outer.withdraw(granted);
    if (waitedInOuter) {
      releaseOwn();
    }
    return waitedInOuter;
  }

  /**
   * Corrects the counter after a waiter was removed from the queue. If the counter is no longer
   * negative, a releasing thread has already counted on that waiter and may be spinning for it. The
   * queue must then hold something to grant that permit to: a stand-in that releases it again.
   */
  private void uncountWaiter() {
    for (int seen = free.get(); seen < 0; seen = free.get()) {
      if (free.compareAndSet(seen, seen + 1)) {
        return;
      }
    }
    waiting.add(this::release);
  }

  @SuppressWarnings("ThreadPriorityCheck") // yields only to a thread that is adding itself
  private Runnable nextWaiting() {
    Runnable next = waiting.poll();
    for (int spins = 1; next == null; spins++) {
      if (spins % 100 == 0) {
        Thread.yield(); // the thread that is adding itself may have lost its processor
      } else {
        Thread.onSpinWait();
      }
      next = waiting.poll();
    }
    return next;
  }

  private void grantInOrder(Runnable granted) {
    if (granted instanceof WakingGrant && !outer.isLimited()) {
      granted.run();
      return;
    }
    Deque<Runnable> pending = GRANTING.get();
    if (pending != null) {
      pending.add(() -> grant(granted));
      return;
    }
    pending = new ArrayDeque<>(0);
    GRANTING.set(pending);
    try {
      grant(granted);
      for (Runnable next = pending.poll(); next != null; next = pending.poll()) {
        next.run();
      }
    } finally {
      GRANTING.remove();
    }
  }

  @Override
  public void pauseClock() {
    outer.pauseClock();
  }

  @Override
  public void resumeClock() {
    outer.resumeClock();
  }

  @Override
  public int inUse() {
    return Math.min(limit, limit - free.get());
  }

  @Override
  public int permits() {
    return limit;
  }

  @Override
  public int waiting() {
    return Math.max(0, -free.get());
  }

  private void grant(Runnable granted) {
    outer.acquire(granted);
  }
}
