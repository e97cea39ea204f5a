package org.coroutines4j.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.concurrent.Callable;
import org.coroutines4j.function.ThrowingRunnable;
import org.junit.jupiter.api.Test;

/** Guards that a wrong call says what is wrong and changes nothing. */
class SyncMisuseTest {
  @Test
  void unlockOfAFreeMutex_isRefused() {
    AsyncMutex mutex = new AsyncMutex();
    mutex.lock();
    mutex.unlock();
    assertThatIllegalStateException()
        .isThrownBy(mutex::unlock)
        .withMessage("unlock() needs the lock, but no task holds it");
    assertThat(mutex.tryLock()).isTrue();
    assertThat(mutex.tryLock()).isFalse();
  }

  @Test
  void releaseAboveTheBound_isRefused_andAddsNothing() {
    AsyncSemaphore semaphore = AsyncSemaphore.bounded(2);
    semaphore.acquire();
    semaphore.release();
    for (int i = 0; i < 5; i++) {
      assertThatIllegalStateException()
          .isThrownBy(semaphore::release)
          .withMessage(
              "release() was called more often than acquire(): there are 2 permits."
                  + " Use new AsyncSemaphore(permits) if release() may add permits.");
    }
    assertThat(semaphore.availablePermits()).isEqualTo(2);
    assertThat(semaphore.tryAcquire()).isTrue();
    assertThat(semaphore.tryAcquire()).isTrue();
    assertThat(semaphore.tryAcquire()).isFalse();
  }

  @Test
  void numberOfPermits_isCountedInWords_ofWhichOneIsSingular() {
    AsyncSemaphore semaphore = AsyncSemaphore.bounded(1);
    assertThat(semaphore).hasToString("AsyncSemaphore (1 permit)");
    assertThatIllegalStateException()
        .isThrownBy(semaphore::release)
        .withMessageContaining("there is 1 permit. Use new");
    semaphore.acquire();
    assertThat(semaphore).hasToString("AsyncSemaphore (0 permits)");
  }

  @Test
  void release_beyondInitialPermitsOfAnUnboundedSemaphore_addsOne() {
    AsyncSemaphore semaphore = new AsyncSemaphore(1);
    semaphore.release();
    assertThat(semaphore.availablePermits()).isEqualTo(2);
  }

  @Test
  void numbersOutOfRange_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AsyncSemaphore(-1))
        .withMessage("permits must be at least 0, but was -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AsyncSemaphore.bounded(0))
        .withMessage("permits must be at least 1, but was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AsyncBarrier(0))
        .withMessage("parties must be at least 1, but was 0");
    assertThat(new AsyncSemaphore(Integer.MAX_VALUE).availablePermits())
        .isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void callsOfACondition_withoutTheLock_areRefused() {
    AsyncCondition condition = new AsyncCondition();
    assertNeedsLock("await()", condition::await);
    assertNeedsLock("awaitUntil()", () -> condition.awaitUntil(() -> true));
    assertNeedsLock("signal()", condition::signal);
    assertNeedsLock("signalAll()", condition::signalAll);
    assertThat(condition.mutex().tryLock()).isTrue();
  }

  private static void assertNeedsLock(String call, ThrowingRunnable action) {
    assertThatIllegalStateException()
        .isThrownBy(action::run)
        .withMessage(call + " needs the lock, but no task holds it");
  }

  @Test
  void nulls_areRefused_andTakeNothing() {
    AsyncMutex mutex = new AsyncMutex();
    AsyncSemaphore semaphore = new AsyncSemaphore(1);
    assertThatNullPointerException().isThrownBy(() -> mutex.withLock((Callable<?>) null));
    assertThatNullPointerException().isThrownBy(() -> mutex.withLock((ThrowingRunnable) null));
    assertThatNullPointerException().isThrownBy(() -> semaphore.withPermit((Callable<?>) null));
    assertThatNullPointerException()
        .isThrownBy(() -> semaphore.withPermit((ThrowingRunnable) null));
    assertThatNullPointerException().isThrownBy(() -> new AsyncCondition(null));
    assertThatNullPointerException().isThrownBy(() -> new AsyncCondition().awaitUntil(null));
    assertThat(mutex.isLocked()).isFalse();
    assertThat(semaphore.availablePermits()).isEqualTo(1);
  }

  @Test
  void predicateThatThrows_leavesTheLockToItsHolder() {
    AsyncCondition condition = new AsyncCondition();
    IllegalStateException failure = new IllegalStateException("planted");
    condition.mutex().lock();
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                condition.awaitUntil(
                    () -> {
                      throw failure;
                    }))
        .isSameAs(failure);
    assertThat(condition.mutex().isLocked()).isTrue();
  }
}
