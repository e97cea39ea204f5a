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

/** A waiter for a permit can be withdrawn from the queue, and no permit is lost. */
class FifoLimiterWithdrawalTest {
  private static final long BUDGET_NANOS = 500_000_000;
  private static final int AT_LEAST = 500;

  private final List<String> granted = new ArrayList<>();

  private Runnable grant(String name) {
    return () -> granted.add(name);
  }

  @Test
  void withdrawnWaiter_isSkipped() {
    FifoLimiter limiter = new FifoLimiter(1, Unlimited.INSTANCE);
    Runnable b = grant("b");
    limiter.acquire(grant("a"));
    limiter.acquire(b);
    limiter.acquire(grant("c"));
    assertThat(limiter.withdraw(b)).isTrue();
    assertThat(limiter.withdraw(b)).isFalse();
    limiter.release();
    assertThat(granted).containsExactly("a", "c");
    limiter.release();
    assertThat(limiter.inUse()).isZero();
    limiter.acquire(grant("d"));
    assertThat(granted).containsExactly("a", "c", "d");
  }

  @Test
  void grantedPermit_cannotBeWithdrawn() {
    FifoLimiter limiter = new FifoLimiter(1, Unlimited.INSTANCE);
    Runnable a = grant("a");
    limiter.acquire(a);
    assertThat(limiter.withdraw(a)).isFalse();
    limiter.release();
    assertThat(limiter.inUse()).isZero();
  }

  @Test
  void waiterWithdrawnFromOuterLimit_releasesInnerPermit() {
    FifoLimiter outer = new FifoLimiter(1, Unlimited.INSTANCE);
    FifoLimiter inner = new FifoLimiter(1, outer);
    Runnable waiting = grant("waiting");
    outer.acquire(grant("outer"));
    inner.acquire(waiting);
    inner.acquire(grant("next"));
    assertThat(inner.withdraw(waiting)).isTrue();
    outer.release();
    assertThat(granted).containsExactly("outer", "next");
    inner.release();
    assertThat(outer.inUse() + inner.inUse()).isZero();
  }

  /**
   * Threads acquire permits, withdraw some of their requests, and release permits. Each request is
   * either granted or withdrawn, exactly once, and in the end all permits are available.
   */
  @Test
  void racingThreads_loseNoPermitAndNoWaiter() throws Exception {
    for (int limit = 1; limit <= 2; limit++) {
      FifoLimiter outer = new FifoLimiter(2, Unlimited.INSTANCE);
      for (FifoLimiter limiter :
          List.of(new FifoLimiter(limit, Unlimited.INSTANCE), new FifoLimiter(limit, outer))) {
        race(limiter);
        assertThat(limiter.inUse()).isZero();
      }
      assertThat(outer.inUse()).isZero();
    }
  }

  private static void race(FifoLimiter limiter) throws InterruptedException {
    AtomicInteger requested = new AtomicInteger();
    AtomicInteger grants = new AtomicInteger();
    AtomicInteger withdrawn = new AtomicInteger();
    ConcurrentLinkedQueue<Boolean> held = new ConcurrentLinkedQueue<>();
    CountDownLatch requestersDone = new CountDownLatch(2);
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 2; t++) {
      threads.add(
          new Thread(
              () -> {
                long end = System.nanoTime() + BUDGET_NANOS;
                Deque<Runnable> own = new ArrayDeque<>();
                for (int i = 0;
                    i < AT_LEAST || System.nanoTime() - end < 0 || withdrawn.get() == 0;
                    i++) {
                  Runnable granted =
                      () -> {
                        grants.incrementAndGet();
                        held.add(true);
                      };
                  requested.incrementAndGet();
                  limiter.acquire(granted);
                  own.add(granted);
                  if (ThreadLocalRandom.current().nextBoolean()) {
                    boolean newest = ThreadLocalRandom.current().nextBoolean();
                    if (limiter.withdraw(newest ? own.pollLast() : own.pollFirst())) {
                      withdrawn.incrementAndGet();
                    }
                  }
                }
                requestersDone.countDown();
              }));
      threads.add(
          new Thread(
              () -> {
                while (requestersDone.getCount() > 0
                    || grants.get() + withdrawn.get() < requested.get()) {
                  if (held.poll() != null) {
                    limiter.release();
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
      limiter.release();
    }
    assertThat(grants.get() + withdrawn.get()).isEqualTo(requested.get());
  }
}
