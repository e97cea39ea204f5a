package org.coroutines4j.sync;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeoutOrEmpty;
import static org.coroutines4j.Async.yieldNow;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Task;
import org.coroutines4j.Tasks;
import org.junit.jupiter.api.Test;

/** Guards waits for locks and permits with a deadline. */
class TimedLocksTest {
  private final AsyncSemaphore semaphore = new AsyncSemaphore(0);
  private final AsyncMutex mutex = new AsyncMutex();

  @Test
  void plainThread_waitsUntilTheDeadline_andThenGetsAPermit() {
    assertThat(semaphore.tryAcquire(ofMillis(5))).isFalse();
    semaphore.release();
    assertThat(semaphore.tryAcquire(ofSeconds(20))).isTrue();
    assertThat(semaphore.availablePermits()).isZero();
    assertThat(mutex.tryLock(ofSeconds(20))).isTrue();
    assertThat(mutex.tryLock(ofMillis(5))).isFalse();
  }

  /** A waiter that has given up is no longer in the queue. */
  @Test
  void permits_goToRemainingWaiters_inOrder() {
    taskScope()
        .on(Dispatchers.eventLoop())
        .run(
            scope -> {
              Task<Boolean> first = scope.async(() -> semaphore.tryAcquire(ofMillis(5)));
              Task<Boolean> second = scope.async(() -> semaphore.tryAcquire(ofSeconds(20)));
              Task<?> third = scope.launch(semaphore::acquire);
              assertThat(first.await()).isFalse();
              semaphore.release();
              assertThat(second.await()).isTrue();
              assertThat(third.isActive()).isTrue();
              semaphore.release();
              third.await();
            });
    assertThat(semaphore.availablePermits()).isZero();
  }

  @Test
  void timedCaller_overtakesNoWaiter() {
    taskScope()
        .on(Dispatchers.eventLoop())
        .run(
            scope -> {
              mutex.lock();
              Task<?> first = scope.launch(mutex::lock);
              yieldNow();
              Task<Boolean> second = scope.async(() -> mutex.tryLock(ofMillis(5)));
              yieldNow();
              mutex.unlock();
              first.await();
              assertThat(second.await()).isFalse();
            });
    assertThat(mutex.isLocked()).isTrue();
  }

  @Test
  void cancelledWaiter_throws_andLeavesThePermit() {
    taskScope()
        .on(Dispatchers.eventLoop())
        .run(
            scope -> {
              Task<Boolean> waiter = scope.async(() -> semaphore.tryAcquire(ofSeconds(60)));
              yieldNow();
              waiter.cancel();
              semaphore.release();
              waiter.join();
              assertThat(waiter.isCancelled()).isTrue();
            });
    assertThat(semaphore.availablePermits()).isEqualTo(1);
  }

  /** On an event loop the order is certain: the permit is there before the cancellation. */
  @Test
  void permitBeforeTheCancellation_isKept_andTheNextWaitThrows() {
    taskScope()
        .on(Dispatchers.eventLoop())
        .run(
            scope -> {
              Task<?> waiter =
                  scope.launch(
                      () -> {
                        assertThat(semaphore.tryAcquire(ofSeconds(60))).isTrue();
                        assertThatThrownBy(() -> delay(ofSeconds(60)))
                            .isInstanceOf(CancellationException.class);
                      });
              yieldNow();
              semaphore.release();
              waiter.cancel();
              waiter.join();
            });
    assertThat(semaphore.availablePermits()).isZero();
  }

  @Test
  void cancelledCaller_throwsWithoutAWait_evenForAFreePermit() {
    semaphore.release();
    taskScope()
        .run(
            scope -> {
              Task<?> task =
                  scope.launch(
                      () -> {
                        Tasks.current().cancel();
                        for (Duration timeout : new Duration[] {Duration.ZERO, ofSeconds(60)}) {
                          assertThatThrownBy(() -> semaphore.tryAcquire(timeout))
                              .isInstanceOf(CancellationException.class);
                          assertThatThrownBy(() -> mutex.tryLock(timeout))
                              .isInstanceOf(CancellationException.class);
                        }
                      });
              task.join();
            });
    assertThat(semaphore.availablePermits()).isEqualTo(1);
    assertThat(mutex.isLocked()).isFalse();
  }

  /** The limit around the wait ends the wait, as it ends every other. */
  @Test
  void limitAround_endsTheWait() {
    assertThat(withTimeoutOrEmpty(ofMillis(5), () -> semaphore.tryAcquire(ofSeconds(60))))
        .isEmpty();
    assertThat(withTimeoutOrEmpty(ofSeconds(60), () -> mutex.tryLock(ofMillis(1)))).contains(true);
    semaphore.release();
    assertThat(semaphore.availablePermits()).isEqualTo(1);
  }
}
