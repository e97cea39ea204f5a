package org.coroutines4j.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.testkit.EachDispatcher;
import org.coroutines4j.testkit.TimedDuel;
import org.coroutines4j.testkit.TimedDuel.End;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * A permit or lock that comes as the time ends, or as the caller is cancelled, is either the
 * caller's, which knows it, or free.
 */
@Tag("stress")
class TimedRaceTest {
  private static final int ROUNDS = 100;

  @ParameterizedTest
  @EachDispatcher
  void permit_isAcquiredOrAvailable(Dispatcher dispatcher) {
    fightFor(dispatcher, true);
  }

  @ParameterizedTest
  @EachDispatcher
  void permitOfABoundedSemaphore_isAcquiredOrAvailable(Dispatcher dispatcher) {
    fightFor(dispatcher, false);
  }

  private static void fightFor(Dispatcher dispatcher, boolean grows) {
    TimedDuel.fight(
        ROUNDS,
        dispatcher,
        () ->
            new TimedDuel.Round() {
              private final AsyncSemaphore semaphore =
                  grows ? new AsyncSemaphore(0) : AsyncSemaphore.bounded(1);

              {
                if (!grows) {
                  semaphore.acquire();
                }
              }

              @Override
              public boolean await(Duration limit) {
                return semaphore.tryAcquire(limit);
              }

              @Override
              public void wake() {
                semaphore.release();
              }

              @Override
              public void check(End end) {
                assertThat(semaphore.availablePermits()).isEqualTo(end == End.GOT ? 0 : 1);
                assertThat(semaphore.tryAcquire()).isEqualTo(end != End.GOT);
                semaphore.release();
                assertThat(semaphore.tryAcquire()).as("released again").isTrue();
              }
            });
  }

  @ParameterizedTest
  @EachDispatcher
  void lock_isHeldOrFree(Dispatcher dispatcher) {
    TimedDuel.fight(
        ROUNDS,
        dispatcher,
        () ->
            new TimedDuel.Round() {
              private final AsyncMutex mutex = new AsyncMutex();

              {
                mutex.lock();
              }

              @Override
              public boolean await(Duration limit) {
                return mutex.tryLock(limit);
              }

              @Override
              public void wake() {
                mutex.unlock();
              }

              @Override
              public void check(End end) {
                assertThat(mutex.tryLock()).isEqualTo(end != End.GOT);
                mutex.unlock();
                assertThat(mutex.isLocked()).isFalse();
              }
            });
  }
}
