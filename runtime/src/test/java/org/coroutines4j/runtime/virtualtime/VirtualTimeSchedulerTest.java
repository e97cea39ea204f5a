package org.coroutines4j.runtime.virtualtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The order in which waiters get the permit of a test in virtual time. */
class VirtualTimeSchedulerTest {
  /** So many waiters that moving all of them for each release would take minutes. */
  private static final int MANY = 1_000_000;

  @Test
  void seed_grantsEachWaiterOnce_inReproducibleOrder() {
    List<Integer> first = order(7L, 1_000);
    assertThat(first).isNotEqualTo(order(null, 1_000));
    assertThat(first).isNotEqualTo(order(8L, 1_000));
    assertThat(order(7L, 1_000)).isEqualTo(first);
    assertThat(first)
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 1_000).boxed().toList());
  }

  @Test
  void noSeed_grantsInFifoOrder() {
    assertThat(order(null, 1_000)).isEqualTo(IntStream.range(0, 1_000).boxed().toList());
  }

  @Tag("full")
  @Test
  @Timeout(60)
  void seed_releasesInConstantTime() {
    VirtualTimeScheduler time = new VirtualTimeScheduler(7L);
    int[] granted = {0};
    for (int i = 0; i < MANY; i++) {
      time.acquire(() -> granted[0]++);
    }
    for (int i = 0; i < MANY; i++) {
      time.release();
    }
    assertThat(granted[0]).isEqualTo(MANY);
    assertThat(time.isIdle()).isTrue();
  }

  @Tag("full")
  @Test
  @Timeout(60)
  void seed_withdrawsInConstantTime_andForgetsTheWaiters() {
    VirtualTimeScheduler time = new VirtualTimeScheduler(7L);
    List<Runnable> waiters = new ArrayList<>();
    List<Integer> granted = new ArrayList<>();
    time.acquire(() -> {}); // acquires the only permit
    for (int i = 0; i < MANY; i++) {
      int number = i;
      Runnable waiter = () -> granted.add(number);
      waiters.add(waiter);
      time.acquire(waiter);
    }
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      if (i % 1_000 == 0) {
        kept.add(i);
      } else {
        assertThat(time.withdraw(waiters.get(i))).isTrue();
        assertThat(time.withdraw(waiters.get(i))).isFalse();
      }
    }
    for (int i = 0; i <= kept.size(); i++) {
      time.release();
    }
    assertThat(granted).containsExactlyInAnyOrderElementsOf(kept).isNotEqualTo(kept);
    assertThat(time.isIdle()).isTrue();
  }

  private static List<Integer> order(Long seed, int count) {
    VirtualTimeScheduler time = new VirtualTimeScheduler(seed);
    List<Integer> order = new ArrayList<>();
    time.acquire(() -> {}); // acquires the only permit
    for (int i = 0; i < count; i++) {
      int number = i;
      time.acquire(() -> order.add(number));
    }
    for (int i = 0; i <= count; i++) {
      time.release();
    }
    return order;
  }
}
