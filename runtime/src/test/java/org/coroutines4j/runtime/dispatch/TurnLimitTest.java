package org.coroutines4j.runtime.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TurnLimitTest {
  private final List<String> granted = new ArrayList<>();

  @Test
  void turns_areGrantedAtOnce_upToTheLimit_andThenInOrder() {
    FifoLimiter turns = new FifoLimiter(2, null);
    for (String name : List.of("a", "b", "c", "d")) {
      turns.enter(() -> granted.add(name));
    }
    assertThat(granted).containsExactly("a", "b");
    assertThat(turns.inUse()).isEqualTo(2);
    turns.leave();
    assertThat(granted).containsExactly("a", "b", "c");
    turns.leave();
    turns.leave();
    turns.leave();
    assertThat(granted).containsExactly("a", "b", "c", "d");
    assertThat(turns.inUse()).isZero();
  }

  @Test
  void innerLimit_takesATurnOfTheOuterOneToo() {
    FifoLimiter outer = new FifoLimiter(1, null);
    FifoLimiter inner = new FifoLimiter(5, outer);
    outer.enter(() -> granted.add("outer"));
    inner.enter(() -> granted.add("inner"));
    assertThat(granted).containsExactly("outer");
    outer.leave();
    assertThat(granted).containsExactly("outer", "inner");
    inner.leave();
    assertThat(outer.inUse() + inner.inUse()).isZero();
  }

  @Test
  void racingThreads_neverHoldMoreThanTheLimit_andAllGetTheirTurn() throws Exception {
    int rounds = 2_000;
    FifoLimiter turns = new FifoLimiter(3, null);
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
                  turns.enter(() -> Threads.pooled().start(null, () -> runAndLeave(work, turns)));
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    while (done.get() < 4 * rounds || turns.inUse() > 0) {
      Thread.sleep(1);
    }
    assertThat(most.get()).isBetween(1, 3);
  }

  private static void runAndLeave(Runnable work, FifoLimiter turns) {
    work.run();
    turns.leave();
  }
}
