package org.coroutines4j.runtime.dispatch;

import java.util.ArrayDeque;
import java.util.Deque;
import org.coroutines4j.runtime.dispatch.ConcurrencyLimiter.WakingGrant;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Guards that the queue of a limiter is a FIFO queue for any number of threads. */
@Tag("lincheck")
@Timeout(120)
class WaiterQueueLincheckTest {
  private static final int NONE = -1;

  /** Waiters that are nodes have even numbers, the others odd ones. */
  @Param(name = "number", gen = IntGen.class, conf = "0:1")
  public static class Waiters {
    private final WaiterQueue queue = new WaiterQueue();
    private final Other[] others = {new Other(1), new Other(3)};

    @Operation
    public void addNode(@Param(name = "number") int number) {
      queue.add(new Waiter(2 * number));
    }

    @Operation
    public void addOther(@Param(name = "number") int number) {
      queue.add(others[number]);
    }

    @Operation
    public boolean removeOther(@Param(name = "number") int number) {
      return queue.remove(others[number]);
    }

    @Operation
    public int poll() {
      Runnable polled = queue.poll();
      if (polled instanceof Other other) {
        return other.number;
      }
      return polled instanceof Waiter waiter ? waiter.number : NONE;
    }
  }

  private static final class Other implements Runnable {
    private final int number;

    Other(int number) {
      this.number = number;
    }

    @Override
    public void run() {}
  }

  private static final class Waiter implements WakingGrant {
    private final int number;
    private @Nullable WakingGrant next;

    Waiter(int number) {
      this.number = number;
    }

    @Override
    public @Nullable WakingGrant nextWaiter() {
      return next;
    }

    @Override
    public void setNextWaiter(@Nullable WakingGrant waiter) {
      next = waiter;
    }

    @Override
    public void run() {}
  }

  public static class Specification {
    private final Deque<Integer> queue = new ArrayDeque<>();

    public void addNode(int number) {
      queue.addLast(2 * number);
    }

    public void addOther(int number) {
      queue.addLast(2 * number + 1);
    }

    public boolean removeOther(int number) {
      return queue.removeFirstOccurrence(2 * number + 1);
    }

    public int poll() {
      Integer polled = queue.pollFirst();
      return polled == null ? NONE : polled;
    }
  }

  @Test
  void queueOfWaiters_isLinearizable() {
    new ModelCheckingOptions()
        .iterations(20)
        .invocationsPerIteration(300)
        .threads(2)
        .actorsPerThread(3)
        .actorsBefore(2)
        .actorsAfter(2)
        .minimizeFailedScenario(false)
        .sequentialSpecification(Specification.class)
        .check(Waiters.class);
  }
}
