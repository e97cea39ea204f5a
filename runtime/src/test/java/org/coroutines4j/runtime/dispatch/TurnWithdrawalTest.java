package org.coroutines4j.runtime.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Who waits for a turn can leave the queue: nothing is left of it there, and no turn is lost. */
class TurnWithdrawalTest {
  private static final long BUDGET_NANOS = 500_000_000;
  private static final int AT_LEAST = 500;

  private final List<String> granted = new ArrayList<>();

  private Runnable grant(String name) {
    return () -> granted.add(name);
  }

  @Test
  void withdrawnWaiter_isPassedOver() {
    FifoLimiter turns = new FifoLimiter(1, null);
    Runnable b = grant("b");
    turns.enter(grant("a"));
    turns.enter(b);
    turns.enter(grant("c"));
    assertThat(turns.withdraw(b)).isTrue();
    assertThat(turns.withdraw(b)).isFalse();
    turns.leave();
    assertThat(granted).containsExactly("a", "c");
    turns.leave();
    assertThat(turns.inUse()).isZero();
    turns.enter(grant("d"));
    assertThat(granted).containsExactly("a", "c", "d");
  }

  @Test
  void grantedTurn_isNotWithdrawn() {
    FifoLimiter turns = new FifoLimiter(1, null);
    Runnable a = grant("a");
    turns.enter(a);
    assertThat(turns.withdraw(a)).isFalse();
    turns.leave();
    assertThat(turns.inUse()).isZero();
  }

  @Test
  void withdrawnWaiterOfTheOuterLimit_givesTheInnerTurnBack() {
    FifoLimiter outer = new FifoLimiter(1, null);
    FifoLimiter inner = new FifoLimiter(1, outer);
    Runnable waiting = grant("waiting");
    outer.enter(grant("outer"));
    inner.enter(waiting);
    inner.enter(grant("next"));
    assertThat(inner.withdraw(waiting)).isTrue();
    outer.leave();
    assertThat(granted).containsExactly("outer", "next");
    inner.leave();
    assertThat(outer.inUse() + inner.inUse()).isZero();
  }

  /**
   * Threads enter, withdraw what they have entered, and leave: each entry is granted or withdrawn,
   * once, and in the end all turns are there again.
   */
  @Test
  void racingThreads_loseNoTurn_andNoWaiter() throws Exception {
    for (int limit = 1; limit <= 2; limit++) {
      FifoLimiter outer = new FifoLimiter(2, null);
      for (FifoLimiter turns :
          List.of(new FifoLimiter(limit, null), new FifoLimiter(limit, outer))) {
        race(turns);
        assertThat(turns.inUse()).isZero();
      }
      assertThat(outer.inUse()).isZero();
    }
  }

  private static void race(FifoLimiter turns) throws InterruptedException {
    AtomicInteger entered = new AtomicInteger();
    AtomicInteger grants = new AtomicInteger();
    AtomicInteger withdrawn = new AtomicInteger();
    ConcurrentLinkedQueue<Boolean> held = new ConcurrentLinkedQueue<>();
    CountDownLatch enterersDone = new CountDownLatch(2);
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 2; t++) {
      threads.add(
          new Thread(
              () -> {
                long end = System.nanoTime() + BUDGET_NANOS;
                Deque<Runnable> own = new ArrayDeque<>();
                for (int i = 0; i < AT_LEAST || System.nanoTime() - end < 0; i++) {
                  Runnable granted =
                      () -> {
                        grants.incrementAndGet();
                        held.add(true);
                      };
                  entered.incrementAndGet();
                  turns.enter(granted);
                  own.add(granted);
                  if (ThreadLocalRandom.current().nextBoolean() && turns.withdraw(own.poll())) {
                    withdrawn.incrementAndGet();
                  }
                }
                enterersDone.countDown();
              }));
      threads.add(
          new Thread(
              () -> {
                while (enterersDone.getCount() > 0
                    || grants.get() + withdrawn.get() < entered.get()) {
                  if (held.poll() != null) {
                    turns.leave();
                  } else {
                    Thread.onSpinWait();
                    if (Thread.interrupted()) {
                      return;
                    }
                  }
                }
              }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    while (held.poll() != null) {
      turns.leave();
    }
    assertThat(grants.get() + withdrawn.get()).isEqualTo(entered.get());
    assertThat(withdrawn).hasPositiveValue();
  }
}
