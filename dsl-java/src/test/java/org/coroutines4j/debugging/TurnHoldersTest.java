package org.coroutines4j.debugging;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.blocking;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.yieldNow;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Task;
import org.coroutines4j.Tasks;
import org.coroutines4j.testkit.CapturedLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In debug mode, who keeps a turn from the others is told of. */
class TurnHoldersTest {
  @BeforeEach
  void debugOn() {
    Tasks.setDebug(true);
  }

  @AfterEach
  void debugOff() {
    Tasks.setDebug(false);
  }

  @Test
  void stepThatHoldsTheLoop_isTold_withItsDurationAndStack() {
    try (CapturedLog log = new CapturedLog()) {
      taskScope()
          .on(Dispatchers.eventLoop())
          .run(
              scope -> {
                scope.named("slow").launch(TurnHoldersTest::sleepForAMoment);
                scope.named("polite").launch(() -> delay(ofMillis(150)));
                scope.named("elsewhere").launch(() -> blocking(TurnHoldersTest::sleepForAMoment));
                scope.named("brief").launch(() -> yieldNow());
              });
      assertThat(log.lines()).hasSize(1);
      assertThat(log.lines().get(0))
          .containsPattern(
              "^task 'slow' has held eventLoop for [1-9]\\d{2,} ms without a wait, at:\n")
          .contains("TurnHoldersTest.sleepForAMoment(TurnHoldersTest.java:");
    }
  }

  private static void sleepForAMoment() throws InterruptedException {
    Thread.sleep(200);
  }

  @Test
  void stepThatHoldsATurnOfAnotherLimit_isNot() {
    try (CapturedLog log = new CapturedLog()) {
      taskScope()
          .on(Dispatchers.virtual().limitedParallelism(1))
          .run(scope -> scope.launch(TurnHoldersTest::sleepForAMoment));
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void holderThatIsBlockedOnALock_whoseOwnerWaitsForTheTurn_isTold() {
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
                while (log.lines().isEmpty()) {
                  Thread.onSpinWait();
                }
                blocked.cancel();
              });
      assertThat(log.lines()).hasSize(1);
      assertThat(log.lines().get(0))
          .startsWith(
              "task 'blocked' holds a turn of cpu.limitedParallelism(1) and is blocked on"
                  + " java.util.concurrent.locks.ReentrantLock")
          .contains("which task 'owner' holds while it waits for a turn")
          .contains("task 'owner':\n")
          .contains("TurnHoldersTest");
    }
  }

  /** Gives its turn to others, until one wants the lock that it holds. */
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
