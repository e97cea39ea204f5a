package org.coroutines4j.guide;

// region imports
import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.taskScope;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.Task;
import org.coroutines4j.sync.AsyncBarrier;
import org.coroutines4j.sync.AsyncCondition;
import org.coroutines4j.sync.AsyncEvent;
import org.coroutines4j.sync.AsyncMutex;
import org.coroutines4j.sync.AsyncSemaphore;

// endregion

/** Locks, permits and signals. */
public final class Locks {
  private Locks() {}

  /** Runs the program. */
  public static void main(String[] args) {
    run(
        scope -> {
          mutex();
          semaphore();
          timeout();
          event();
          condition();
          barrier();
        });
  }

  private static void mutex() {
    // region mutex
    AsyncMutex mutex = new AsyncMutex();
    int[] balance = {100};
    taskScope()
        .run(
            scope -> {
              for (int i = 0; i < 10; i++) {
                scope.launch(
                    () ->
                        mutex.withLock(
                            () -> {
                              int before = balance[0];
                              delay(ofMillis(1)); // a lock may be held while its owner waits
                              balance[0] = before - 10;
                            }));
              }
            });
    System.out.println("balance " + balance[0]);
    // endregion
  }

  private static void semaphore() {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    // region semaphore
    AsyncSemaphore connections = AsyncSemaphore.bounded(3);
    taskScope()
        .run(
            scope -> {
              for (int i = 0; i < 12; i++) {
                scope.launch(
                    () ->
                        connections.withPermit(
                            () -> {
                              most.accumulateAndGet(running.incrementAndGet(), Math::max);
                              delay(ofMillis(5));
                              running.decrementAndGet();
                            }));
              }
            });
    System.out.println("at most 3 concurrently: " + (most.get() <= 3));
    // endregion
  }

  private static void timeout() {
    // region timeout
    AsyncSemaphore printer = new AsyncSemaphore(1);
    printer.acquire();
    if (!printer.tryAcquire(ofMillis(5))) { // waits for 5 ms
      System.out.println("the printer is busy");
    }
    printer.release();
    System.out.println("acquired: " + printer.tryAcquire(ofMillis(5)));
    // endregion
  }

  private static void event() {
    // region event
    AsyncEvent ready = new AsyncEvent();
    taskScope()
        .run(
            scope -> {
              for (int i = 0; i < 3; i++) {
                scope.launch(ready::await);
              }
              ready.set(); // releases all three, and later waiters do not wait
            });
    System.out.println("event set: " + ready.isSet());
    // endregion
  }

  private static void condition() {
    // region condition
    AsyncCondition notEmpty = new AsyncCondition();
    Deque<String> letters = new ArrayDeque<>(); // guarded by the mutex of the condition
    String letter =
        taskScope()
            .call(
                scope -> {
                  Task<String> reader =
                      scope.async(
                          () ->
                              notEmpty
                                  .mutex()
                                  .withLock(
                                      () -> {
                                        notEmpty.awaitUntil(() -> !letters.isEmpty());
                                        return letters.remove();
                                      }));
                  notEmpty
                      .mutex()
                      .withLock(
                          () -> {
                            letters.add("a letter");
                            notEmpty.signal();
                          });
                  return reader.await();
                });
    System.out.println(letter);
    // endregion
  }

  private static void barrier() {
    // region barrier
    AsyncBarrier barrier = new AsyncBarrier(3);
    AtomicInteger arrived = new AtomicInteger();
    taskScope()
        .run(
            scope -> {
              for (int i = 0; i < 3; i++) {
                scope.launch(
                    () -> {
                      arrived.incrementAndGet();
                      if (barrier.await() == 0) { // each party gets a number of its own
                        System.out.println(arrived + " arrived");
                      }
                    });
              }
            });
    // endregion
  }
}
