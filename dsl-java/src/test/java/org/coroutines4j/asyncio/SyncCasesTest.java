package org.coroutines4j.asyncio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.asyncio.Answer.SAME;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.coroutines4j.Async;
import org.coroutines4j.Task;
import org.coroutines4j.TaskCancelledException;
import org.coroutines4j.TaskScope;
import org.coroutines4j.sync.AsyncBarrier;
import org.coroutines4j.sync.AsyncMutex;
import org.coroutines4j.sync.AsyncSemaphore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cancelled waiters do not affect the other waiters. */
class SyncCasesTest {
  private final List<String> holders = new CopyOnWriteArrayList<>();

  @ParameterizedTest
  @EnumSource
  @AsyncioCase(
      id = "E48",
      asyncioTest = "test_locks.test_cancel_release_race",
      answer = SAME,
      because = "the waiter that came first among the remaining ones gets it")
  void e48_lockReleasedAsAWaiterIsCancelled_goesToExactlyOneOther(Where where) {
    AsyncMutex mutex = new AsyncMutex();
    where.run(
        scope -> {
          mutex.lock();
          Task<?> t1 = acquirer(scope, "t1", mutex::lock);
          Task<?> t2 = acquirer(scope, "t2", mutex::lock);
          Task<?> t3 = acquirer(scope, "t3", mutex::lock);

          t1.cancel();
          mutex.unlock();

          assertThatThrownBy(t1::await).isInstanceOf(TaskCancelledException.class);
          Async.race(t2::awaitOutcome, t3::awaitOutcome);
          assertThat(holders).containsExactly("t2");
          assertThat(mutex.isLocked()).isTrue();
          mutex.unlock();
          t2.await();
          t3.await();
          assertThat(holders).containsExactly("t2", "t3");
        });
  }

  @ParameterizedTest
  @EnumSource
  @AsyncioCase(
      id = "E50",
      asyncioTest = "test_locks.test_acquire_cancel_before_awoken, test_acquire_hang",
      answer = SAME,
      because = "the waiter that came first among the remaining ones gets it")
  void e50_permitReleasedAsTwoAreCancelled_goesToExactlyOneOther(Where where) {
    AsyncSemaphore semaphore = new AsyncSemaphore(0);
    where.run(
        scope -> {
          Task<?> t1 = acquirer(scope, "t1", semaphore::acquire);
          Task<?> t2 = acquirer(scope, "t2", semaphore::acquire);
          Task<?> t3 = acquirer(scope, "t3", semaphore::acquire);
          Task<?> t4 = acquirer(scope, "t4", semaphore::acquire);

          t1.cancel();
          t2.cancel();
          semaphore.release();

          assertThatThrownBy(t1::await).isInstanceOf(TaskCancelledException.class);
          assertThatThrownBy(t2::await).isInstanceOf(TaskCancelledException.class);
          Async.race(t3::awaitOutcome, t4::awaitOutcome);
          assertThat(holders).containsExactly("t3");
          assertThat(semaphore.tryAcquire()).isFalse();
          semaphore.release();
          t3.await();
          t4.await();
          assertThat(semaphore.availablePermits()).isZero();
        });
  }

  private Task<?> acquirer(TaskScope scope, String name, Runnable acquire) {
    return Waiting.start(
        scope,
        () -> {
          acquire.run();
          holders.add(name);
        });
  }

  @ParameterizedTest
  @EnumSource
  @AsyncioCase(
      id = "E53",
      asyncioTest = "test_locks.test_filling_tasks_cancel_one",
      answer = SAME,
      because =
          "a cancelled waiter leaves the barrier; java.util.concurrent.CyclicBarrier would"
              + " break")
  void e53_cancelledWaiter_leavesTheBarrierAsItWas(Where where) {
    AsyncBarrier barrier = new AsyncBarrier(3);
    where.run(
        scope -> {
          Task<Integer> stays = scope.async(barrier::await);
          awaitWaiting(barrier, 1);
          Task<Integer> leaves = scope.async(barrier::await);
          awaitWaiting(barrier, 2);

          leaves.cancel();
          leaves.join();

          assertThat(leaves.isCancelled()).isTrue();
          assertThat(barrier.waiting()).isEqualTo(1);
          assertThat(barrier.isBroken()).isFalse();
          Task<Integer> next = scope.async(barrier::await);
          int last = barrier.await();
          assertThat(List.of(stays.await(), next.await(), last))
              .containsExactlyInAnyOrder(0, 1, 2)
              .startsWith(0);
        });
  }

  private static void awaitWaiting(AsyncBarrier barrier, int count) {
    while (barrier.waiting() < count) {
      Async.yieldNow();
    }
  }
}
