package org.coroutines4j.soak;

import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.withTimeoutOrEmpty;
import static org.coroutines4j.soak.Books.Kind.PERMIT;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.coroutines4j.Task;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.sync.AsyncMutex;
import org.coroutines4j.sync.AsyncSemaphore;

/** Checks that a permit that a verb has returned was acquired, and releases it. */
final class PermitWork implements Work {
  private static final int TASKS = 5;
  private static final int TIMES = 15;

  @Override
  public void run(Books books, Random random) {
    int permits = 1 + random.nextInt(3);
    AsyncSemaphore semaphore = AsyncSemaphore.bounded(permits);
    AsyncMutex mutex = new AsyncMutex();
    supervisorScope()
        .on(Chance.dispatcher(random))
        .run(
            scope -> {
              List<Task<?>> tasks = new ArrayList<>();
              for (int i = 0; i < TASKS; i++) {
                Random own = new Random(random.nextLong());
                ThrowingRunnable task =
                    i % 2 == 0
                        ? () -> useAll(books, own, semaphore::acquire, semaphore::release)
                        : () -> useAll(books, own, mutex::lock, mutex::unlock);
                tasks.add(scope.launch(task));
              }
              tasks.forEach(task -> Chance.disturb(task, random));
            });
    if (semaphore.availablePermits() != permits || mutex.isLocked()) {
      books.error(semaphore + " should have " + permits + ", and be unlocked: " + mutex);
    }
  }

  private static void useAll(Books books, Random random, Runnable acquire, Runnable release) {
    for (int i = 0; i < TIMES; i++) {
      boolean acquired =
          random.nextBoolean()
              ? acquired(acquire)
              : withTimeoutOrEmpty(Chance.moment(random), () -> acquired(acquire)).isPresent();
      if (acquired) {
        use(books, random, release);
      }
    }
  }

  private static boolean acquired(Runnable acquire) {
    acquire.run();
    return true;
  }

  private static void use(Books books, Random random, Runnable release) {
    books.in(PERMIT);
    try {
      Chance.pause(random);
    } finally {
      release.run();
      books.out(PERMIT);
    }
  }
}
