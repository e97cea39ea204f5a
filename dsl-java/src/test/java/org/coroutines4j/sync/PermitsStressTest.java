package org.coroutines4j.sync;

import static java.time.Duration.ofNanos;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeoutOrEmpty;
import static org.coroutines4j.Async.yieldNow;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.coroutines4j.Task;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.testkit.Rounds;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Guards that permits and locks are neither lost nor duplicated, whichever waiters are cancelled.
 */
@Tag("stress")
class PermitsStressTest {
  private static final int TASKS = 6;

  private final AtomicInteger holders = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final AtomicInteger holds = new AtomicInteger();

  /** Guarded by the mutex alone. */
  private int plain;

  private void hold() {
    most.accumulateAndGet(holders.incrementAndGet(), Math::max);
    holds.incrementAndGet();
    if (ThreadLocalRandom.current().nextInt(4) == 0) {
      Thread.onSpinWait();
    }
    holders.decrementAndGet();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void permits_underCancellation_areCountedExactly(int permits) {
    AsyncSemaphore semaphore = AsyncSemaphore.bounded(permits);
    disturb(
        () -> semaphore.withPermit(this::hold),
        () -> {
          if (semaphore.tryAcquire(ofNanos(ThreadLocalRandom.current().nextInt(50_000)))) {
            hold();
            semaphore.release();
          }
        },
        () -> {
          if (!semaphore.tryAcquire()) {
            return false;
          }
          hold();
          semaphore.release();
          return true;
        });
    assertThat(semaphore.availablePermits()).isEqualTo(permits);
    assertThat(most.get()).isBetween(1, permits);
    for (int i = 0; i < permits; i++) {
      assertThat(semaphore.tryAcquire()).isTrue();
    }
    assertThat(semaphore.tryAcquire()).isFalse();
  }

  @Test
  void mutex_underCancellation_hasOneHolder() {
    AsyncMutex mutex = new AsyncMutex();
    disturb(
        () ->
            mutex.withLock(
                () -> {
                  plain++;
                  hold();
                }),
        () -> {
          if (mutex.tryLock(ofNanos(ThreadLocalRandom.current().nextInt(50_000)))) {
            plain++;
            hold();
            mutex.unlock();
          }
        },
        () -> {
          if (!mutex.tryLock()) {
            return false;
          }
          plain++;
          hold();
          mutex.unlock();
          return true;
        });
    assertThat(mutex.isLocked()).isFalse();
    assertThat(most).hasValue(1);
    assertThat(plain).isEqualTo(holds.get());
  }

  /** Takes and gives back, waiting and not, with timeouts and cancellations. */
  private void disturb(ThrowingRunnable waiting, ThrowingRunnable timed, BooleanSupplier trying) {
    Rounds rounds = Rounds.atLeast(300);
    taskScope()
        .run(
            scope -> {
              for (int i = 0; i < TASKS; i++) {
                scope.launch(
                    () -> {
                      while (rounds.next()) {
                        step(ThreadLocalRandom.current().nextBoolean() ? waiting : timed, trying);
                      }
                    });
              }
            });
    assertThat(holds.get()).isPositive();
  }

  private static void step(ThrowingRunnable waiting, BooleanSupplier trying) throws Exception {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    switch (random.nextInt(4)) {
      case 0 -> waiting.run();
      case 1 -> {
        if (!trying.getAsBoolean()) {
          yieldNow();
        }
      }
      case 2 ->
          withTimeoutOrEmpty(
              ofNanos(random.nextInt(1, 50_000)),
              () -> {
                waiting.run();
                return true;
              });
      default ->
          taskScope()
              .run(
                  scope -> {
                    Task<?> task = scope.launch(waiting);
                    for (int i = random.nextInt(4); i > 0; i--) {
                      yieldNow();
                    }
                    task.cancel();
                  });
    }
  }
}
