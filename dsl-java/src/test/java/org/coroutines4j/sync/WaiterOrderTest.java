package org.coroutines4j.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.yieldNow;

import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.ScopeAction;
import org.coroutines4j.TaskScope;
import org.junit.jupiter.api.Test;

/**
 * Guards that waiters are served in FIFO order, and that callers that do not wait overtake none of
 * them.
 */
class WaiterOrderTest {
  private final List<Integer> served = new ArrayList<>(); // one at a time, so that it needs no lock

  private static void oneAtATime(ScopeAction body) {
    taskScope().on(Dispatchers.virtual().limitedParallelism(1)).run(body);
  }

  /** Ten tasks that call {@code wait} in the order of their numbers. */
  private void tenWaiters(TaskScope scope, Runnable wait) {
    for (int i = 0; i < 10; i++) {
      int number = i;
      scope.launch(
          () -> {
            wait.run();
            served.add(number);
          });
    }
    yieldNow();
    assertThat(served).isEmpty();
  }

  private void assertServedInOrder() {
    assertThat(served).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void mutex_servesInOrder_andTryLockOvertakesNone() {
    AsyncMutex mutex = new AsyncMutex();
    oneAtATime(
        scope -> {
          mutex.lock();
          tenWaiters(scope, mutex::lock);
          for (int i = 0; i < 10; i++) {
            mutex.unlock(); // for the next task, which has not run yet
            assertThat(mutex.tryLock()).isFalse();
            yieldNow();
          }
          mutex.unlock();
          assertThat(mutex.tryLock()).isTrue();
        });
    assertServedInOrder();
  }

  @Test
  void semaphore_servesInOrder_andTryAcquireOvertakesNone() {
    AsyncSemaphore semaphore = new AsyncSemaphore(0);
    oneAtATime(
        scope -> {
          tenWaiters(scope, semaphore::acquire);
          for (int i = 0; i < 5; i++) {
            semaphore.release();
            semaphore.release();
            assertThat(semaphore.tryAcquire()).isFalse();
            yieldNow();
          }
          semaphore.release();
          assertThat(semaphore.tryAcquire()).isTrue();
        });
    assertServedInOrder();
  }

  @Test
  void acquireAfterWaiters_doesNotPassThem() {
    AsyncSemaphore semaphore = new AsyncSemaphore(0);
    oneAtATime(
        scope -> {
          tenWaiters(scope, semaphore::acquire);
          for (int i = 0; i < 10; i++) {
            semaphore.release();
          }
          scope.launch(
              () -> {
                semaphore.acquire();
                served.add(10);
              });
          yieldNow();
          semaphore.release();
        });
    assertThat(served).hasSize(11).endsWith(10);
  }

  @Test
  void condition_signalsTheOneThatHasWaitedLongest() {
    AsyncCondition condition = new AsyncCondition();
    AsyncMutex mutex = condition.mutex();
    oneAtATime(
        scope -> {
          tenWaiters(scope, () -> mutex.withLock(condition::await));
          for (int i = 0; i < 10; i++) {
            mutex.withLock(condition::signal);
            yieldNow();
            assertThat(served).hasSize(i + 1);
          }
        });
    assertServedInOrder();
  }

  @Test
  void condition_signalAll_resumesWaitersInOrder() {
    AsyncCondition condition = new AsyncCondition();
    AsyncMutex mutex = condition.mutex();
    oneAtATime(
        scope -> {
          tenWaiters(scope, () -> mutex.withLock(condition::await));
          mutex.withLock(condition::signalAll);
        });
    assertServedInOrder();
  }

  @Test
  void event_resumesWaitersInOrder() {
    AsyncEvent event = new AsyncEvent();
    oneAtATime(
        scope -> {
          tenWaiters(scope, event::await);
          event.set();
        });
    assertServedInOrder();
  }
}
