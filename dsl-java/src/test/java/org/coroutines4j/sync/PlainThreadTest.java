package org.coroutines4j.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Guards that a wait outside any task blocks its thread. */
class PlainThreadTest {
  private static FutureTask<String> start(Runnable waiting) {
    FutureTask<String> result = new FutureTask<>(waiting, "done");
    new Thread(result).start();
    return result;
  }

  @Test
  void mutexAndSemaphore_blockUntilTheyAreReleased() throws Exception {
    AsyncMutex mutex = new AsyncMutex();
    AsyncSemaphore semaphore = new AsyncSemaphore(0);
    AtomicInteger counted = new AtomicInteger();
    mutex.lock();
    FutureTask<String> locking = start(() -> mutex.withLock(counted::incrementAndGet));
    FutureTask<String> acquiring = start(() -> semaphore.withPermit(counted::incrementAndGet));
    assertThat(counted).hasValue(0);

    mutex.unlock();
    semaphore.release();

    assertThat(List.of(locking.get(), acquiring.get())).containsOnly("done");
    assertThat(counted).hasValue(2);
    assertThat(mutex.isLocked()).isFalse();
    assertThat(semaphore.availablePermits()).isEqualTo(1);
  }

  @Test
  void eventAndBarrier_blockUntilTheyHappen() throws Exception {
    AsyncEvent event = new AsyncEvent();
    AsyncBarrier barrier = new AsyncBarrier(2);
    FutureTask<String> waiting =
        start(
            () -> {
              event.await();
              barrier.await();
            });
    event.set();
    barrier.await();
    assertThat(waiting.get()).isEqualTo("done");
  }

  @Test
  void condition_blocksUntilItIsSignalled() throws Exception {
    AsyncCondition condition = new AsyncCondition();
    AsyncMutex mutex = condition.mutex();
    AtomicInteger number = new AtomicInteger();
    FutureTask<String> waiting =
        start(() -> mutex.withLock(() -> condition.awaitUntil(() -> number.get() == 2)));
    for (int i = 0; i < 2; i++) {
      mutex.withLock(
          () -> {
            number.incrementAndGet();
            condition.signalAll();
          });
    }
    assertThat(waiting.get()).isEqualTo("done");
    assertThat(mutex.isLocked()).isFalse();
  }

  @Test
  void interruptedThread_doesNotWait_andStaysInterrupted() {
    AsyncMutex mutex = new AsyncMutex();
    mutex.lock();
    List<Runnable> waits =
        List.of(
            mutex::lock,
            new AsyncSemaphore(0)::acquire,
            new AsyncEvent()::await,
            new AsyncBarrier(2)::await);
    for (Runnable wait : waits) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(wait::run).isInstanceOf(CancellationException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
    mutex.unlock();
    assertThat(mutex.tryLock()).isTrue();
  }

  @Test
  void interruptedWaitForACondition_holdsTheLockAfterwards() throws Exception {
    AsyncCondition condition = new AsyncCondition();
    AsyncMutex mutex = condition.mutex();
    Thread tester = Thread.currentThread();
    mutex.lock();
    FutureTask<String> interrupting =
        start(
            () ->
                mutex.withLock( // when the tester waits
                    tester::interrupt));

    assertThatThrownBy(condition::await).isInstanceOf(CancellationException.class);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(mutex.isLocked()).isTrue();
    assertThat(interrupting.get()).isEqualTo("done");
    mutex.unlock();
    assertThat(mutex.isLocked()).isFalse();
  }
}
