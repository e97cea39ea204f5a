package org.coroutines4j.runtime.dispatch;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** At most {@code limit} turns at once, each of which takes a turn of {@code outer} as well. */
final class TurnLimit implements Turns {
  /*
   * A counter of free turns that goes below zero by the number of those who wait, and their queue. Whoever
   * counts the counter down to a negative number adds itself to the queue afterwards, so one who gives a
   * turn back may find the queue empty for the few instructions in between, and spins. Since the counter
   * decides who runs at once and who waits, and the queue is FIFO, a newcomer never passes one who waits.
   */
  private final int limit;
  private final @Nullable Turns outer;
  private final AtomicInteger free;
  private final ConcurrentLinkedQueue<Runnable> waiting = new ConcurrentLinkedQueue<>();

  TurnLimit(int limit, @Nullable Turns outer) {
    this.limit = limit;
    this.outer = outer;
    this.free = new AtomicInteger(limit);
  }

  @Override
  public void enter(Runnable granted) {
    if (free.getAndDecrement() > 0) {
      pass(granted);
    } else {
      waiting.add(granted);
    }
  }

  @Override
  @SuppressWarnings(
      "ThreadPriorityCheck") // the yield is no scheduling, it frees the processor waited for
  public void leave() {
    if (outer != null) {
      outer.leave();
    }
    if (free.getAndIncrement() < 0) {
      Runnable next = waiting.poll();
      for (int spins = 1; next == null; spins++) {
        if (spins % 100 == 0) {
          Thread.yield(); // the one who is adding itself may have lost its processor
        } else {
          Thread.onSpinWait();
        }
        next = waiting.poll();
      }
      pass(next);
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
      outer.enter(granted);
    }
  }
}
