package org.coroutines4j.asyncio;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.withTimeout;
import static org.coroutines4j.asyncio.Where.letOthersRun;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.coroutines4j.Async;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.TimeoutExceededException;
import org.coroutines4j.sync.AsyncCondition;
import org.coroutines4j.sync.AsyncMutex;
import org.junit.jupiter.api.Test;

/** Restates what CPython's {@code test_locks.ConditionTests} requires of a condition. */
class AsyncioConditionTest {
  private final AsyncCondition condition = new AsyncCondition();
  private final AsyncMutex mutex = condition.mutex();
  private final List<String> woken = new ArrayList<>(); // one at a time, so that it needs no lock

  private Task<?> waiter(TaskScope scope, String name) {
    Task<?> task =
        scope.launch(
            () ->
                mutex.withLock(
                    () -> {
                      condition.await();
                      assertThat(mutex.isLocked()).isTrue();
                      woken.add(name);
                    }));
    letOthersRun();
    return task;
  }

  private void signal() {
    mutex.withLock(condition::signal);
    letOthersRun();
  }

  @Test
  void test_wait_waitersResumeInTheirOrder() {
    Where.EVENT_LOOP.run(
        scope -> {
          waiter(scope, "1");
          waiter(scope, "2");
          waiter(scope, "3");

          signal();
          assertThat(woken).containsExactly("1");
          signal();
          assertThat(woken).containsExactly("1", "2");
          signal();
          assertThat(woken).containsExactly("1", "2", "3");
        });
  }

  @Test
  void test_notify_moreThanThereAreWaiters_wakesAllWaiters() {
    Where.EVENT_LOOP.run(
        scope -> {
          waiter(scope, "1");
          waiter(scope, "2");
          waiter(scope, "3");

          mutex.withLock(
              () -> {
                for (int i = 0; i < 2048; i++) {
                  condition.signal();
                }
              });
          letOthersRun();

          assertThat(woken).containsExactly("1", "2", "3");
          Task<?> late = waiter(scope, "late"); // signals are not kept
          assertThat(woken).hasSize(3);
          signal();
          late.await();
        });
  }

  @Test
  void test_notify_all_wakesAllWaiters() {
    Where.EVENT_LOOP.run(
        scope -> {
          waiter(scope, "1");
          waiter(scope, "2");

          mutex.withLock(condition::signalAll);
          letOthersRun();

          assertThat(woken).containsExactly("1", "2");
        });
  }

  @Test
  void test_wait_unacquired_isRefused() {
    assertThatIllegalStateException()
        .isThrownBy(condition::await)
        .withMessage("await() needs the lock, but no task holds it");
    assertThatIllegalStateException().isThrownBy(() -> condition.awaitUntil(() -> true));
  }

  @Test
  void test_notify_unacquired_isRefused() {
    assertThatIllegalStateException()
        .isThrownBy(condition::signal)
        .withMessage("signal() needs the lock, but no task holds it");
    assertThatIllegalStateException().isThrownBy(condition::signalAll);
  }

  @Test
  void test_wait_cancel_holdsTheLockAfterwards() {
    Where.EVENT_LOOP.run(
        scope -> {
          Task<?> waiter =
              scope.launch(
                  () -> {
                    mutex.lock();
                    try {
                      condition.await();
                    } catch (CancellationException e) {
                      assertThat(mutex.isLocked()).isTrue();
                      woken.add("cancelled");
                      throw e;
                    } finally {
                      mutex.unlock();
                    }
                  });
          letOthersRun();

          mutex.withLock(
              () -> {
                waiter.cancel();
                letOthersRun();
                assertThat(woken).isEmpty(); // it waits for the lock, cancelled or not
              });
          waiter.join();

          assertThat(woken).containsExactly("cancelled");
          assertThat(waiter.isCancelled()).isTrue();
          assertThat(mutex.isLocked()).isFalse();
        });
  }

  @Test
  void test_cancelled_error_wakeup_isTheReasonOfTheCancellation() {
    Where.EVENT_LOOP.run(
        scope -> {
          Task<?> waiter =
              scope.launch(
                  () -> {
                    try {
                      mutex.withLock(condition::await);
                    } catch (CancellationException e) {
                      woken.add(e.getMessage());
                    }
                  });
          letOthersRun();

          waiter.cancel("my message");

          waiter.join();
          assertThat(woken).containsExactly("my message");
          assertThat(mutex.isLocked()).isFalse();
        });
  }

  /** Unlike asyncio: the wait is over with its signal, and the next one throws. */
  @Test
  void test_cancelled_error_re_aquire_waitThatWasSignalledReturns() {
    AtomicBoolean passed = new AtomicBoolean();
    Where.EVENT_LOOP.run(
        scope -> {
          Task<?> waiter =
              scope.launch(
                  () ->
                      mutex.withLock(
                          () -> {
                            condition.await();
                            woken.add("signalled");
                            assertThatThrownBy(Async::ensureActive)
                                .isInstanceOf(CancellationException.class)
                                .hasMessage("my message");
                            passed.set(true);
                          }));
          letOthersRun();
          mutex.lock();
          condition.signal();
          letOthersRun(); // the waiter has its signal and waits for the lock

          waiter.cancel("my message");
          letOthersRun();
          assertThat(woken).isEmpty();
          mutex.unlock();

          waiter.join();
          assertThat(woken).containsExactly("signalled");
          assertThat(waiter.isCancelled()).isTrue();
          assertThat(mutex.isLocked()).isFalse();
        });
    assertThat(passed).isTrue();
  }

  @Test
  void test_timeout_in_block_keepsTheLock() {
    Where.EVENT_LOOP.run(
        scope ->
            mutex.withLock(
                () -> {
                  assertThatThrownBy(() -> withTimeout(ofMillis(1), condition::await))
                      .isInstanceOf(TimeoutExceededException.class);
                  assertThat(mutex.isLocked()).isTrue();
                }));
    assertThat(mutex.isLocked()).isFalse();
  }

  @Test
  void test_explicit_lock_isSharedByItsConditions() {
    AsyncCondition other = new AsyncCondition(mutex);
    assertThat(other.mutex()).isSameAs(mutex);
    Where.EVENT_LOOP.run(
        scope -> {
          Task<?> first = waiter(scope, "first");
          Task<?> second = scope.launch(() -> mutex.withLock(other::await));
          letOthersRun();

          mutex.withLock(other::signal);
          second.await();
          assertThat(woken).isEmpty();

          signal();
          first.await();
        });
  }
}
