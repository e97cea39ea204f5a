package org.coroutines4j.guide.pitfalls;

// region imports
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.coroutines4j.Async.taskScope;

import java.util.concurrent.locks.ReentrantLock;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.sync.AsyncEvent;
import org.coroutines4j.sync.AsyncMutex;

// endregion

/** Waits while holding a lock of the JDK, and while holding a mutex. */
public final class LockAcrossWait {
  private LockAcrossWait() {}

  /** Runs the programs of the page. */
  public static void main(String[] args) {
    lockOfTheJdk();
    mutex();
  }

  private static void lockOfTheJdk() {
    // region wrong
    ReentrantLock lock = new ReentrantLock(); // or a synchronized block
    AsyncEvent wanted = new AsyncEvent();
    taskScope()
        .on(Dispatchers.eventLoop()) // runs the code of one task at a time
        .run(
            scope -> {
              lock.lock();
              try {
                scope.launch(
                    () -> {
                      wanted.set();
                      // blocks with the permit that the owner of the lock needs
                      boolean acquired = lock.tryLock(100, MILLISECONDS);
                      System.out.println("lock acquired: " + acquired);
                    });
                wanted.await(); // returns when this task has the permit again
              } finally {
                lock.unlock();
              }
            });
    // endregion
  }

  private static void mutex() {
    // region right
    AsyncMutex mutex = new AsyncMutex();
    AsyncEvent wanted = new AsyncEvent();
    taskScope()
        .on(Dispatchers.eventLoop())
        .run(
            scope ->
                mutex.withLock(
                    () -> {
                      scope.launch(
                          () -> {
                            wanted.set();
                            boolean acquired = mutex.tryLock(ofSeconds(10)); // releases the permit
                            System.out.println("mutex acquired: " + acquired);
                            mutex.unlock();
                          });
                      wanted.await();
                    }));
    // endregion
  }
}
