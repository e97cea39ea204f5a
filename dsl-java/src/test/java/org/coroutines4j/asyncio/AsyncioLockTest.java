package org.coroutines4j.asyncio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.coroutines4j.asyncio.Where.letOthersRun;

import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.sync.AsyncMutex;
import org.junit.jupiter.api.Test;

/** Restates what CPython's {@code test_locks.LockTests} requires of a lock. */
class AsyncioLockTest {
  private final AsyncMutex mutex = new AsyncMutex();
  private final List<String> holders = new ArrayList<>(); // one at a time, so that it needs no lock

  private Task<?> locker(TaskScope scope, String name) {
    Task<?> task =
        scope.launch(
            () -> {
              mutex.lock();
              holders.add(name);
            });
    letOthersRun();
    return task;
  }

  @Test
  void test_acquire_waitersGetItInTheirOrder() {
    Where.EVENT_LOOP.run(
        scope -> {
          mutex.lock();
          locker(scope, "1");
          locker(scope, "2");
          locker(scope, "3");
          assertThat(holders).isEmpty();

          mutex.unlock();
          letOthersRun();
          assertThat(holders).containsExactly("1");

          mutex.unlock();
          letOthersRun();
          assertThat(holders).containsExactly("1", "2");

          mutex.unlock();
          letOthersRun();
          assertThat(holders).containsExactly("1", "2", "3");
          assertThat(mutex.isLocked()).isTrue();
        });
  }

  @Test
  void test_acquire_cancel_waiterIsForgotten() {
    Where.EVENT_LOOP.run(
        scope -> {
          mutex.lock();
          Task<?> waiter = locker(scope, "waiter");

          waiter.cancel();
          waiter.join();

          assertThat(waiter.isCancelled()).isTrue();
          assertThat(mutex.isLocked()).isTrue();
          mutex.unlock();
          assertThat(mutex.isLocked()).isFalse();
          assertThat(holders).isEmpty();
        });
  }

  @Test
  void test_cancel_race_lockPassesOverACancelledWaiter() {
    Where.EVENT_LOOP.run(
        scope -> {
          mutex.lock();
          Task<?> b = locker(scope, "b");
          Task<?> c = locker(scope, "c");

          b.cancel(); // has not run yet when the lock is given back
          mutex.unlock();

          c.await();
          b.join();
          assertThat(b.isCancelled()).isTrue();
          assertThat(holders).containsExactly("c");
        });
  }

  @Test
  void test_cancel_release_race_onlyTheNextWaiterGetsIt() {
    Where.EVENT_LOOP.run(
        scope -> {
          mutex.lock();
          Task<?> b = locker(scope, "b");
          Task<?> c = locker(scope, "c");
          Task<?> d = locker(scope, "d");

          mutex.unlock(); // b is to get it
          b.cancel();
          letOthersRun();

          assertThat(holders).containsExactly("c");
          c.await();
          b.join();
          assertThat(b.isCancelled()).isTrue();
          mutex.unlock();
          d.await();
        });
  }

  @Test
  void test_finished_waiter_cancelled_passesTheLockOn() {
    Where.EVENT_LOOP.run(
        scope -> {
          mutex.lock();
          Task<?> woken = locker(scope, "woken");
          mutex.unlock();
          woken.cancel();

          Task<?> next = locker(scope, "next");

          next.await();
          woken.join();
          assertThat(woken.isCancelled()).isTrue();
          assertThat(holders).containsExactly("next");
        });
    assertThat(mutex.isLocked()).isTrue();
    mutex.unlock();
    assertThat(mutex.tryLock()).isTrue();
  }

  @Test
  void test_release_not_acquired_isRefused() {
    assertThatIllegalStateException()
        .isThrownBy(mutex::unlock)
        .withMessage("unlock() needs the lock, but no task holds it");
    assertThat(mutex.tryLock()).isTrue();
    mutex.unlock();
    assertThatIllegalStateException().isThrownBy(mutex::unlock);
  }
}
