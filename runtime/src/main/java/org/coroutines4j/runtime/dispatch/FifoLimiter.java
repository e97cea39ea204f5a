package org.coroutines4j.runtime.dispatch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** At most {@code limit} turns at once, each of which takes a turn of {@code outer} as well. */
final class FifoLimiter implements ConcurrencyLimiter {
  /*
   * A counter of free turns that goes below zero by the number of those who wait, and their queue. Whoever
   * counts the counter down to a negative number adds itself to the queue afterwards, so one who gives a
   * turn back may find the queue empty for the few instructions in between, and spins. Since the counter
   * decides who runs at once and who waits, and the queue is FIFO, a newcomer never passes one who waits.
   */

  /*
   * A turn may be granted to a body that ends within the grant, because its executor refuses it or runs it on
   * the calling thread. It then gives the turn back within the grant, and so on for all who wait, each deeper
   * in the stack; so a thread that is passing a turn on keeps the next ones until it is done with that.
   */
  private static final ThreadLocal<@Nullable Deque<Runnable>> PASSING = new ThreadLocal<>();

  private final int limit;
  private final @Nullable ConcurrencyLimiter outer;
  private final boolean loop;
  private final AtomicInteger free;
  private final ConcurrentLinkedQueue<Runnable> waiting = new ConcurrentLinkedQueue<>();

  FifoLimiter(int limit, @Nullable ConcurrencyLimiter outer) {
    this(limit, outer, outer != null && outer.isLoop());
  }

  private FifoLimiter(int limit, @Nullable ConcurrencyLimiter outer, boolean loop) {
    this.limit = limit;
    this.outer = outer;
    this.loop = loop;
    this.free = new AtomicInteger(limit);
  }

  /** The single turn of an event loop. */
  static FifoLimiter loop() {
    return new FifoLimiter(1, null, true);
  }

  @Override
  public boolean coversCompletion() {
    return loop || (outer != null && outer.coversCompletion());
  }

  @Override
  public boolean isLoop() {
    return loop;
  }

  @Override
  public void acquire(Runnable granted) {
    if (free.getAndDecrement() > 0) {
      pass(granted);
    } else {
      waiting.add(granted);
    }
  }

  @Override
  public void release() {
    leaveHere();
    if (outer != null) {
      outer.release(); // after that, so that the outer limit knows who is ready
    }
  }

  private void leaveHere() {
    if (free.getAndIncrement() < 0) {
      passInOrder(nextWaiting());
    }
  }

  @Override
  public boolean withdraw(Runnable granted) {
    if (waiting.remove(granted)) {
      uncountWaiting();
      return true;
    }
    boolean waitedOutside = outer != null && outer.withdraw(granted);
    if (waitedOutside) {
      leaveHere();
    }
    return waitedOutside;
  }

  /**
   * One who waited has left the queue. If somebody who gives a turn back counts on it already,
   * there must be something to hand that turn to.
   */
  private void uncountWaiting() {
    for (int seen = free.get(); seen < 0; seen = free.get()) {
      if (free.compareAndSet(seen, seen + 1)) {
        return;
      }
    }
    waiting.add(this::release);
  }

  @SuppressWarnings(
      "ThreadPriorityCheck") // the yield is no scheduling, it frees the processor waited for
  private Runnable nextWaiting() {
    Runnable next = waiting.poll();
    for (int spins = 1; next == null; spins++) {
      if (spins % 100 == 0) {
        Thread.yield(); // the one who is adding itself may have lost its processor
      } else {
        Thread.onSpinWait();
      }
      next = waiting.poll();
    }
    return next;
  }

  private void passInOrder(Runnable granted) {
    Deque<Runnable> further = PASSING.get();
    if (further != null) {
      further.add(() -> pass(granted));
      return;
    }
    further = new ArrayDeque<>(0);
    PASSING.set(further);
    try {
      pass(granted);
      for (Runnable next = further.poll(); next != null; next = further.poll()) {
        next.run();
      }
    } finally {
      PASSING.remove();
    }
  }

  @Override
  public void pauseClock() {
    if (outer != null) {
      outer.pauseClock();
    }
  }

  @Override
  public void resumeClock() {
    if (outer != null) {
      outer.resumeClock();
    }
  }

  @Override
  public int inUse() {
    return Math.min(limit, limit - free.get());
  }

  private void pass(Runnable granted) {
    if (outer == null) {
      granted.run();
    } else {
      outer.acquire(granted);
    }
  }
}
