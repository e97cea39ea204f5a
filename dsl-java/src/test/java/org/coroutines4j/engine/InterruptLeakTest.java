package org.coroutines4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.ensureActive;
import static org.coroutines4j.Async.yieldNow;

import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.Task;
import org.coroutines4j.Tasks;
import org.coroutines4j.testkit.Pause;
import org.coroutines4j.testkit.Rounds;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Guards that the interrupt of a cancelled body never reaches the next body on the same pooled
 * thread.
 */
@Tag("stress")
class InterruptLeakTest {
  private final AtomicInteger leaked = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();

  @Test
  void racingCancellations_leakNoInterrupt() {
    Rounds rounds = Rounds.atLeast(640);
    Random random = new Random(42);
    try (ServiceScope scope = ServiceScope.open("leak")) {
      for (int i = rounds.take(); i >= 0; i = rounds.take()) {
        int kind = i % 5;
        Task<?> task = scope.on(Dispatchers.cpu()).launch(() -> body(kind));
        Pause.of(random.nextInt(2_000));
        task.cancel();
        if (i % 64 == 0) {
          task.join();
        }
      }
    }
    assertThat(leaked).hasValue(0);
    assertThat(ended.get()).describedAs("bodies that ran").isGreaterThan(rounds.count() / 100);
  }

  private void body(int kind) throws InterruptedException {
    // An interrupt of its own comes only after the task has ceased to be active, so look in this
    // order.
    if (Thread.currentThread().isInterrupted() && Tasks.current().isActive()) {
      leaked.incrementAndGet();
    }
    ended.incrementAndGet();
    switch (kind) {
      case 0 -> {}
      case 1 -> Pause.of(500);
      case 2 -> Thread.sleep(1);
      case 3 -> yieldNow();
      default -> swallow();
    }
  }

  /** Ends while its interrupt may be on the way, having seen the cancellation already. */
  private static void swallow() {
    for (int i = 0; i < 100; i++) {
      try {
        ensureActive();
      } catch (CancellationException e) {
        return;
      }
    }
  }
}
