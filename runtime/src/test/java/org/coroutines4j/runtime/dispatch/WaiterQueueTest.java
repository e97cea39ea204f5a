package org.coroutines4j.runtime.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.runtime.dispatch.ConcurrencyLimiter.WakingGrant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Guards that a waiter that was granted can be added to the queue of a limiter again. */
class WaiterQueueTest {
  private final WaiterQueue queue = new WaiterQueue();

  /** A waiter that adds itself again when it is granted, a number of times. */
  private static final class Yielding implements WakingGrant {
    private final WaiterQueue queue;
    private final AtomicInteger left;
    private @Nullable WakingGrant next;

    /** Whether the waiter is granted now; a second grant at the same time is an error. */
    private volatile boolean running;

    Yielding(WaiterQueue queue, AtomicInteger left) {
      this.queue = queue;
      this.left = left;
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
    public void run() {
      if (running) {
        throw new IllegalStateException("granted twice");
      }
      running = true;
      boolean again = left.decrementAndGet() > 0;
      running = false;
      if (again) {
        queue.add(this);
      }
    }
  }

  @Test
  void nodesThatComeBack_stayInOrder() {
    AtomicInteger unused = new AtomicInteger();
    WakingGrant a = new Yielding(queue, unused);
    WakingGrant b = new Yielding(queue, unused);
    Runnable c = () -> {};
    for (int round = 0; round < 3; round++) {
      queue.add(a);
      queue.add(b);
      queue.add(c);
      assertThat(queue.poll()).isSameAs(a);
      queue.add(a);
      assertThat(queue.remove(c)).isTrue();
      assertThat(queue.remove(c)).isFalse();
      assertThat(queue.poll()).isSameAs(b);
      assertThat(queue.poll()).isSameAs(a);
      assertThat(queue.poll()).isNull();
    }
  }

  @Test
  @Tag("stress")
  void nodesThatComeBackOnManyThreads_areGrantedOneAfterTheOther() throws Exception {
    int rounds = 200_000;
    AtomicInteger grants = new AtomicInteger();
    AtomicInteger[] left = {new AtomicInteger(rounds), new AtomicInteger(rounds)};
    for (AtomicInteger each : left) {
      queue.add(new Yielding(queue, each));
    }
    Runnable granting =
        () -> {
          while (grants.get() < 2 * rounds) {
            Runnable next = queue.poll();
            if (next != null) {
              grants.incrementAndGet();
              next.run();
            }
          }
        };
    Thread second = new Thread(granting);
    second.start();
    granting.run();
    second.join();
    assertThat(left).allSatisfy(each -> assertThat(each).hasValue(0));
    assertThat(queue.poll()).isNull();
  }
}
