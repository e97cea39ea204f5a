package org.coroutines4j.runtime.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A limiter grants at most its number of permits, in FIFO order. */
class FifoLimiterTest {
  private final List<String> granted = new ArrayList<>();

  @Test
  void permits_areGrantedUpToTheLimit_thenInFifoOrder() {
    FifoLimiter limiter = new FifoLimiter(2, Unlimited.INSTANCE);
    for (String name : List.of("a", "b", "c", "d")) {
      limiter.acquire(() -> granted.add(name));
    }
    assertThat(granted).containsExactly("a", "b");
    assertThat(limiter.inUse()).isEqualTo(2);
    limiter.release();
    assertThat(granted).containsExactly("a", "b", "c");
    limiter.release();
    limiter.release();
    limiter.release();
    assertThat(granted).containsExactly("a", "b", "c", "d");
    assertThat(limiter.inUse()).isZero();
  }

  @Test
  void innerLimit_alsoAcquiresAPermitOfTheOuterOne() {
    FifoLimiter outer = new FifoLimiter(1, Unlimited.INSTANCE);
    FifoLimiter inner = new FifoLimiter(5, outer);
    outer.acquire(() -> granted.add("outer"));
    inner.acquire(() -> granted.add("inner"));
    assertThat(granted).containsExactly("outer");
    outer.release();
    assertThat(granted).containsExactly("outer", "inner");
    inner.release();
    assertThat(outer.inUse() + inner.inUse()).isZero();
  }

  @Test
  void racingThreads_holdAtMostTheLimit_andAllGetAPermit() throws Exception {
    int rounds = 2_000;
    FifoLimiter limiter = new FifoLimiter(3, Unlimited.INSTANCE);
    AtomicInteger holding = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    Runnable work =
        () -> {
          most.accumulateAndGet(holding.incrementAndGet(), Math::max);
          done.incrementAndGet();
          holding.decrementAndGet();
        };
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < rounds; i++) {
                  limiter.acquire(
                      () -> ThreadSource.pooled().start(null, () -> runAndRelease(work, limiter)));
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    while (done.get() < 4 * rounds || limiter.inUse() > 0) {
      Thread.sleep(1);
    }
    assertThat(most.get()).isBetween(1, 3);
  }

  private static void runAndRelease(Runnable work, FifoLimiter limiter) {
    work.run();
    limiter.release();
  }
}
