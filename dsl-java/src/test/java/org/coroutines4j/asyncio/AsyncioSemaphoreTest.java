package org.coroutines4j.asyncio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.coroutines4j.asyncio.Where.letOthersRun;

import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.Async;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.sync.AsyncSemaphore;
import org.junit.jupiter.api.Test;

/** Restates what CPython's {@code test_locks.SemaphoreTests} requires of a semaphore. */
class AsyncioSemaphoreTest {
  private final List<String> holders = new ArrayList<>(); // one at a time, so that it needs no lock

  private Task<?> acquirer(TaskScope scope, AsyncSemaphore semaphore, String name) {
    Task<?> task =
        scope.launch(
            () -> {
              semaphore.acquire();
              holders.add(name);
            });
    letOthersRun();
    return task;
  }

  @Test
  void test_initial_value_zero_hasNoPermit() {
    AsyncSemaphore semaphore = new AsyncSemaphore(0);
    assertThat(semaphore.availablePermits()).isZero();
    assertThat(semaphore.tryAcquire()).isFalse();
    semaphore.release();
    assertThat(semaphore.tryAcquire()).isTrue();
  }

  @Test
  void test_initial_value_negative_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AsyncSemaphore(-1))
        .withMessage("permits must be at least 0, but was -1");
  }

  @Test
  void test_acquire_permitsGoToWaitersInTheirOrder() {
    AsyncSemaphore semaphore = new AsyncSemaphore(3);
    Where.EVENT_LOOP.run(
        scope -> {
          assertThat(semaphore.tryAcquire()).isTrue();
          semaphore.acquire();
          acquirer(scope, semaphore, "1");
          acquirer(scope, semaphore, "2");
          acquirer(scope, semaphore, "3");
          acquirer(scope, semaphore, "4");
          assertThat(holders).containsExactly("1");

          semaphore.release();
          semaphore.release();
          letOthersRun();

          assertThat(holders).containsExactly("1", "2", "3");
          assertThat(semaphore.availablePermits()).isZero();
          semaphore.release();
          letOthersRun();
          assertThat(holders).containsExactly("1", "2", "3", "4");
        });
  }

  @Test
  void test_acquire_cancel_before_awoken_permitPassesOverThem() {
    AsyncSemaphore semaphore = new AsyncSemaphore(0);
    Where.EVENT_LOOP.run(
        scope -> {
          Task<?> t1 = acquirer(scope, semaphore, "t1");
          Task<?> t2 = acquirer(scope, semaphore, "t2");
          acquirer(scope, semaphore, "t3");
          acquirer(scope, semaphore, "t4");

          t1.cancel();
          t2.cancel();
          semaphore.release();
          letOthersRun();

          assertThat(holders).containsExactly("t3");
          semaphore.release();
          letOthersRun();
          assertThat(holders).containsExactly("t3", "t4");
        });
    assertThat(semaphore.availablePermits()).isZero();
  }

  @Test
  void test_acquire_hang_cancelledWaiterLosesNoPermit() {
    AsyncSemaphore semaphore = new AsyncSemaphore(0);
    Where.EVENT_LOOP.run(
        scope -> {
          Task<?> t1 = acquirer(scope, semaphore, "t1");
          Task<?> t2 = acquirer(scope, semaphore, "t2");

          t1.cancel();
          semaphore.release();

          t2.await();
          assertThat(holders).containsExactly("t2");
          assertThat(semaphore.availablePermits()).isZero();
        });
  }

  /** The other order: the permit is on its way to the one that is cancelled. */
  @Test
  void test_acquire_cancel_after_awoken_permitGoesToTheNext() {
    AsyncSemaphore semaphore = new AsyncSemaphore(0);
    Where.EVENT_LOOP.run(
        scope -> {
          Task<?> t1 = acquirer(scope, semaphore, "t1");
          Task<?> t2 = acquirer(scope, semaphore, "t2");

          semaphore.release();
          t1.cancel();

          t2.await();
          assertThat(holders).containsExactly("t2");
          assertThat(semaphore.availablePermits()).isZero();
        });
  }

  @Test
  void test_acquire_no_hang_cancelledWaiterLeavesThePermit() {
    AsyncSemaphore semaphore = new AsyncSemaphore(1);
    Where.EVENT_LOOP.run(
        scope -> {
          Task<?> t2 = scope.lazily().launch(() -> semaphore.withPermit(() -> holders.add("t2")));
          Task<?> t1 =
              scope.launch(
                  () -> {
                    semaphore.withPermit(Async::yieldNow);
                    t2.cancel(); // the permit is on its way to it
                  });
          t2.start();

          t1.await();
          t2.join();

          assertThat(t2.isCancelled()).isTrue();
          semaphore.acquire();
          assertThat(holders).isEmpty();
        });
  }

  @Test
  void test_release_not_acquired_isRefusedByABoundedOne() {
    AsyncSemaphore semaphore = AsyncSemaphore.bounded(1);
    assertThatIllegalStateException()
        .isThrownBy(semaphore::release)
        .withMessage(
            "release() was called more often than acquire(): there is 1 permit."
                + " Use new AsyncSemaphore(permits) if release() may add permits.");
    assertThat(semaphore.availablePermits()).isEqualTo(1);
  }
}
