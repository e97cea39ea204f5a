package org.coroutines4j.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.taskScope;

import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.Task;
import org.coroutines4j.testkit.Duel;
import org.coroutines4j.testkit.Pause;
import org.coroutines4j.testkit.Poll;
import org.coroutines4j.testkit.Rounds;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Guards that waits that are woken and cancelled concurrently lose no element, lock, permit, signal
 * or arrival.
 */
@Tag("stress")
class WokenAndCancelledTest {
  private static final int ROUNDS = 50;

  @Test
  void mutex_isHeldOrFree() {
    Duel.fight(
        ROUNDS,
        () ->
            new Duel.Round() {
              private final AsyncMutex mutex = new AsyncMutex();

              {
                assertThat(mutex.tryLock()).isTrue();
              }

              @Override
              public void await() {
                mutex.lock();
              }

              @Override
              public void wake() {
                mutex.unlock();
              }

              @Override
              public void check(boolean got) {
                assertThat(mutex.tryLock()).isEqualTo(!got);
              }
            });
  }

  @Test
  void semaphore_keepsItsPermit() {
    Duel.fight(
        ROUNDS,
        () ->
            new Duel.Round() {
              private final AsyncSemaphore semaphore = new AsyncSemaphore(0);

              @Override
              public void await() {
                semaphore.acquire();
              }

              @Override
              public void wake() {
                semaphore.release();
              }

              @Override
              public void check(boolean got) {
                assertThat(semaphore.availablePermits()).isEqualTo(got ? 0 : 1);
                assertThat(semaphore.tryAcquire()).isEqualTo(!got);
              }
            });
  }

  /** Two wait; the first is cancelled while it is signalled. */
  @Test
  void condition_passesTheSignalOn() {
    AtomicInteger kept = new AtomicInteger();
    AtomicInteger passedOn = new AtomicInteger();
    Rounds rounds = Rounds.atLeast(ROUNDS).until(() -> kept.get() > 0 && passedOn.get() > 0);
    for (int i = rounds.take(); i >= 0; i = rounds.take()) {
      int lead = (i * 37) % 4_000 - 2_000;
      taskScope()
          .run(
              scope -> {
                AsyncCondition condition = new AsyncCondition();
                Waiter first = new Waiter(condition);
                Waiter second = new Waiter(condition);
                Task<?> a = scope.launch(first::run);
                first.awaitWaiting();
                Task<?> b = scope.launch(second::run);
                second.awaitWaiting();
                Task<?> signaller =
                    scope.launch(
                        () -> {
                          Pause.of(lead);
                          condition.mutex().withLock(condition::signal);
                        });
                Pause.of(-lead);
                a.cancel();
                a.join();
                signaller.await();
                if (first.signalled) {
                  kept.incrementAndGet();
                  condition.mutex().withLock(condition::signal);
                } else {
                  passedOn.incrementAndGet();
                }
                b.await(); // indefinitely if the signal was lost
                assertThat(second.signalled).isTrue();
                assertThat(condition.mutex().isLocked()).isFalse();
              });
    }
    assertThat(kept).as("signals kept of %d", rounds.count()).hasPositiveValue();
    assertThat(passedOn).as("signals passed on").hasPositiveValue();
  }

  private static final class Waiter {
    private final AsyncCondition condition;
    private volatile boolean waits;
    private volatile boolean signalled;

    Waiter(AsyncCondition condition) {
      this.condition = condition;
    }

    void run() {
      condition
          .mutex()
          .withLock(
              () -> {
                waits = true;
                condition.await();
                signalled = true;
              });
    }

    /** The lock is free again only when the wait has begun. */
    void awaitWaiting() throws InterruptedException {
      Poll.until(() -> waits);
      condition.mutex().withLock(() -> {});
    }
  }

  /** One of two parties is cancelled while the other comes. */
  @Test
  void barrier_isCompleteOrHasOneLess() {
    Duel.fight(
        ROUNDS,
        () ->
            new Duel.Round() {
              private final AsyncBarrier barrier = new AsyncBarrier(2);
              private final AsyncBarrier.Arrival other = new AsyncBarrier.Arrival(barrier);

              @Override
              public void await() {
                int unused = barrier.await();
              }

              @Override
              public void wake() {
                boolean unused = other.arrive();
              }

              @Override
              public void check(boolean got) {
                boolean complete = other.over().isCompleted();
                assertThat(barrier.waiting()).isEqualTo(complete ? 0 : 1);
                if (got) {
                  assertThat(complete).isTrue();
                }
              }
            });
  }
}
