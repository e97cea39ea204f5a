package org.coroutines4j.debugging;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.yieldNow;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.Diagnostics;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Outcome;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.sync.AsyncMutex;
import org.coroutines4j.testkit.DebugMode;
import org.coroutines4j.testkit.Poll;
import org.junit.jupiter.api.Test;

/** Guards that debug mode reports cycles of waits in which a task holds a mutex. */
@DebugMode
class LockCycleTest {
  private static final String FOR_EVER =
      "C4J-302: tasks wait for each other, and would do so indefinitely: ";

  private final AsyncMutex mutex = new AsyncMutex();

  @Test
  void lockHolder_awaitingATaskThatWantsTheLock_oneOfThemIsTold() {
    for (int round = 0; round < 200; round++) {
      supervisorScope()
          .run(
              scope -> {
                CompletableFuture<Task<?>> other = new CompletableFuture<>();
                CountDownLatch locked = new CountDownLatch(1);
                Task<?> holder =
                    scope
                        .named("holder")
                        .launch(
                            () ->
                                mutex.withLock(
                                    () -> {
                                      locked.countDown();
                                      other.get().await();
                                    }));
                locked.await();
                Task<?> waiter = scope.named("waiter").launch(() -> mutex.withLock(() -> {}));
                other.complete(waiter);
                String ofHolder = message(holder);
                String ofWaiter = message(waiter);
                assertThat(ofWaiter.isEmpty() ? ofHolder : ofWaiter)
                    .isIn(
                        FOR_EVER + "task 'waiter' -> a lock of task 'holder' -> task 'waiter'",
                        FOR_EVER + "task 'holder' -> task 'waiter' -> a lock of task 'holder'");
              });
    }
  }

  private static String message(Task<?> task) {
    return task.awaitOutcome() instanceof Outcome.Failure<?> failure
            && failure.exception() instanceof IllegalStateException told
        ? told.getMessage()
        : "";
  }

  @Test
  void taskThatLocksTwice_isTold() {
    taskScope()
        .run(
            scope ->
                scope
                    .named("twice")
                    .launch(
                        () ->
                            mutex.withLock(
                                () ->
                                    assertThatThrownBy(mutex::lock)
                                        .isInstanceOf(IllegalStateException.class)
                                        .hasMessage(
                                            "C4J-303: AsyncMutex is not reentrant: task 'twice\' holds this"
                                                + " lock already, and would wait for itself"
                                                + " indefinitely. Lock it once, around all code"
                                                + " that needs it"))));
    assertThat(mutex.isLocked()).isFalse();
  }

  /** It waits for the holder to go on, not for its end. */
  @Test
  void partOfTheHolder_thatWaitsForTheLock_isNot() {
    AtomicInteger times = new AtomicInteger();
    taskScope()
        .run(
            scope ->
                mutex.withLock(
                    () -> {
                      scope.launch(() -> mutex.withLock(() -> times.incrementAndGet()));
                      delay(ofMillis(50));
                    }));
    assertThat(times).hasValue(1);
  }

  @Test
  void formerHolder_mayAwaitATaskThatStillWaitsForTheLock() {
    AtomicInteger times = new AtomicInteger();
    taskScope()
        .on(Dispatchers.eventLoop())
        .run(
            scope ->
                scope.launch(
                    () -> {
                      Task<?> second = mutex.withLock(() -> lockBehind(scope, times));
                      second.await(); // which waits for the first, by now
                      assertThat(times).hasValue(2);
                    }));
  }

  private Task<?> lockBehind(TaskScope scope, AtomicInteger times) {
    scope.launch(() -> mutex.withLock(() -> incrementLater(times)));
    Task<?> second = scope.launch(() -> mutex.withLock(() -> times.incrementAndGet()));
    yieldNow(); // to both, in this order
    return second;
  }

  /** A task that has had the lock no longer waits for its next holder. */
  @Test
  void taskThatHasHadTheLock_mayBeWaitedFor_byTheNextHolder() {
    CountDownLatch unlocked = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    taskScope()
        .run(
            scope -> {
              mutex.lock();
              Task<?> first =
                  scope.launch(
                      () -> {
                        mutex.withLock(() -> {});
                        unlocked.countDown();
                        release.await();
                      });
              Poll.until(() -> Diagnostics.dump().contains("waits in withLock"));
              mutex.unlock();
              unlocked.await();
              Task<?> next = scope.launch(() -> mutex.withLock(() -> first.await()));
              Poll.until(() -> next.isDone() || Diagnostics.dump().contains("waits in await"));
              release.countDown();
              next.await(); // fails if the wait for the lock still counts
            });
  }

  private static void incrementLater(AtomicInteger times) {
    delay(ofMillis(20));
    times.incrementAndGet();
  }
}
