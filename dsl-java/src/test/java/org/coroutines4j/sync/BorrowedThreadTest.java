package org.coroutines4j.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.coroutines4j.Async.taskScope;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.function.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Guards that a task on a foreign thread must not wait, whether or not it would have to. */
class BorrowedThreadTest {
  private final ExecutorService lender = Executors.newSingleThreadExecutor();

  @AfterEach
  void close() {
    lender.shutdownNow();
  }

  private void onBorrowedThread(ThrowingRunnable body) {
    taskScope().run(scope -> scope.on(Dispatchers.from(lender)).launch(body).await());
  }

  private static void assertRefused(ThrowingRunnable wait) {
    assertThatIllegalStateException()
        .isThrownBy(wait::run)
        .withMessageContaining("must not wait: its thread belongs to an executor");
  }

  @Test
  void mutex_isOnlyTried() {
    AsyncMutex mutex = new AsyncMutex();
    onBorrowedThread(
        () -> {
          assertRefused(mutex::lock);
          assertRefused(() -> mutex.withLock(() -> "stray"));
          assertThat(mutex.isLocked()).isFalse();
          assertThat(mutex.tryLock()).isTrue();
          assertThat(mutex.tryLock()).isFalse();
          assertRefused(mutex::lock);
          mutex.unlock();
        });
    assertThat(mutex.isLocked()).isFalse();
  }

  @Test
  void semaphore_isOnlyTried() {
    AsyncSemaphore semaphore = new AsyncSemaphore(1);
    onBorrowedThread(
        () -> {
          assertRefused(semaphore::acquire);
          assertRefused(() -> semaphore.withPermit(() -> "stray"));
          assertThat(semaphore.tryAcquire()).isTrue();
          assertThat(semaphore.tryAcquire()).isFalse();
          assertRefused(semaphore::acquire);
          semaphore.release();
        });
    assertThat(semaphore.availablePermits()).isEqualTo(1);
  }

  @Test
  void event_isOnlySetAndAsked() {
    AsyncEvent event = new AsyncEvent();
    onBorrowedThread(
        () -> {
          assertRefused(event::await);
          event.set();
          assertThat(event.isSet()).isTrue();
          assertRefused(event::await);
        });
  }

  @Test
  void condition_isOnlySignalled() {
    AsyncCondition condition = new AsyncCondition();
    AsyncMutex mutex = condition.mutex();
    onBorrowedThread(
        () -> {
          assertThat(mutex.tryLock()).isTrue();
          assertRefused(condition::await);
          assertThat(mutex.isLocked()).isTrue();
          condition.signal();
          condition.signalAll();
          mutex.unlock();
        });
    assertThat(mutex.isLocked()).isFalse();
  }

  @Test
  void barrier_isNotJoined() {
    AsyncBarrier barrier = new AsyncBarrier(1);
    AsyncBarrier pair = new AsyncBarrier(2);
    onBorrowedThread(
        () -> {
          assertRefused(barrier::await);
          assertRefused(pair::await);
          assertThat(pair.waiting()).isZero();
          barrier.abort();
          barrier.reset();
        });
    assertThat(barrier.isBroken()).isFalse();
  }
}
