package org.coroutines4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.await;
import static org.coroutines4j.Async.taskScope;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.coroutines4j.Task;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * As many bodies as the JDK can hold are seen waiting at once, at about the price of bare threads.
 */
@EnabledIfSystemProperty(
    named = "coroutines4j.test.recovery",
    matches = "off",
    disabledReason = "no exception is thrown in it")
@Tag("alone") // it compares times
class ManyBodiesTest {
  private static final boolean VIRTUAL = Runtime.version().feature() >= 21;
  private static final int BODIES = VIRTUAL ? 100_000 : 10_000;

  /** Bare threads that take no time at all still leave us this much. */
  private static final long SLACK = TimeUnit.MILLISECONDS.toNanos(500);

  @Test
  @Timeout(120)
  void manyBodies_waitAtOnce_withinThriceTheTimeOfBareThreads() throws Exception {
    long ours = Long.MAX_VALUE;
    long bare = Long.MAX_VALUE;
    int rounds = VIRTUAL ? 3 : 1; // platform threads take long, and all of them much the same
    for (int i = 0; i < rounds; i++) { // the first warms up, and machines have their moments
      bare = Math.min(bare, bareThreads());
      ours = Math.min(ours, bodies());
    }
    assertThat(ours)
        .describedAs("ns for %s bodies, of which bare threads need %s", BODIES, bare)
        .isLessThan(3 * bare + SLACK);
  }

  private static long bodies() {
    long begin = System.nanoTime();
    CountDownLatch waiting = new CountDownLatch(BODIES);
    CompletableFuture<Integer> gate = new CompletableFuture<>();
    int sum =
        taskScope()
            .<Integer>call(
                scope -> {
                  Task<Integer> opened = scope.async(() -> await(gate));
                  List<Task<Integer>> tasks = new ArrayList<>(BODIES);
                  for (int i = 0; i < BODIES; i++) {
                    tasks.add(
                        scope.async(
                            () -> {
                              waiting.countDown();
                              return opened.await();
                            }));
                  }
                  waiting.await();
                  gate.complete(1);
                  int total = 0;
                  for (Task<Integer> task : tasks) {
                    total += task.await();
                  }
                  return total;
                });
    assertThat(sum).isEqualTo(BODIES);
    return System.nanoTime() - begin;
  }

  private static long bareThreads() throws Exception {
    long begin = System.nanoTime();
    CountDownLatch waiting = new CountDownLatch(BODIES);
    CountDownLatch gate = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>(BODIES);
    Runnable work =
        () -> {
          waiting.countDown();
          awaitQuietly(gate);
        };
    for (int i = 0; i < BODIES; i++) {
      threads.add(start(work));
    }
    waiting.await();
    gate.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    return System.nanoTime() - begin;
  }

  private static Thread start(Runnable work) throws ReflectiveOperationException {
    if (VIRTUAL) {
      return (Thread)
          Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, work);
    }
    Thread thread = new Thread(work);
    thread.start();
    return thread;
  }

  private static void awaitQuietly(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
