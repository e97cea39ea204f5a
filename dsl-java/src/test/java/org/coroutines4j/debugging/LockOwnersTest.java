package org.coroutines4j.debugging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.blocking;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.yieldNow;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Task;
import org.coroutines4j.testkit.CapturedLog;
import org.coroutines4j.testkit.DebugMode;
import org.coroutines4j.testkit.Poll;
import org.junit.jupiter.api.Test;

/**
 * Guards that debug mode reports a task that holds a permit and is blocked on a lock whose owner
 * waits for that permit.
 */
@DebugMode
class LockOwnersTest {
  @Test
  void permitHolder_blockedOnALockWhoseOwnerWantsThePermit_isTold() {
    ReentrantLock lock = new ReentrantLock();
    CountDownLatch locked = new CountDownLatch(1);
    AtomicBoolean came = new AtomicBoolean();
    try (CapturedLog log = new CapturedLog()) {
      Dispatcher one = Dispatchers.cpu().limitedParallelism(1); // platform threads
      taskScope()
          .run(
              scope -> {
                scope.on(one).named("owner").launch(() -> yieldWith(lock, locked, came));
                locked.await();
                Task<?> blocked =
                    scope
                        .on(one)
                        .named("blocked")
                        .launch(
                            () -> {
                              came.set(true);
                              lock.lockInterruptibly();
                              lock.unlock();
                            });
                Poll.until(() -> !log.lines().isEmpty());
                blocked.cancel();
              });
      assertThat(log.lines()).hasSize(1);
      assertThat(log.lines().get(0))
          .startsWith(
              "C4J-304: task 'blocked' holds a permit of cpu.limitedParallelism(1) and is blocked on"
                  + " java.util.concurrent.locks.ReentrantLock")
          .contains("which task 'owner' holds while it waits for a permit")
          .contains("task 'owner':\n")
          .contains("LockOwnersTest");
    }
  }

  /** It continues without a permit, and will release the lock. */
  @Test
  void holderThatIsBlockedOnALock_whoseOwnerIsInABlockingCall_isNot() {
    ReentrantLock lock = new ReentrantLock();
    CountDownLatch locked = new CountDownLatch(1);
    try (CapturedLog log = new CapturedLog()) {
      Dispatcher one = Dispatchers.cpu().limitedParallelism(1); // platform threads
      taskScope()
          .on(one)
          .run(
              scope -> {
                scope.named("owner").launch(() -> blocking(() -> holdAWhile(lock, locked)));
                scope
                    .named("blocked")
                    .launch(
                        () -> {
                          blocking(() -> locked.await());
                          lock.lockInterruptibly();
                          lock.unlock();
                        });
              });
      assertThat(log.lines()).isEmpty();
    }
  }

  /** Waits until a task has been blocked on it for long enough to be checked. */
  private static void holdAWhile(ReentrantLock lock, CountDownLatch locked) throws Exception {
    lock.lock();
    try {
      locked.countDown();
      Poll.until(lock::hasQueuedThreads);
      Thread.sleep(500);
    } finally {
      lock.unlock();
    }
  }

  /** Yields until another task wants the lock that it holds. */
  private static void yieldWith(ReentrantLock lock, CountDownLatch locked, AtomicBoolean came) {
    lock.lock();
    try {
      locked.countDown();
      while (!came.get()) {
        yieldNow();
      }
    } finally {
      lock.unlock();
    }
  }
}
