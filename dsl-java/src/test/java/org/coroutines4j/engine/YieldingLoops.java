package org.coroutines4j.engine;

import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.await;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.yieldNow;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.function.ThrowingRunnable;

/**
 * A program of loops that yield until another task sets a flag, which is woken by a timer, by
 * another thread, or by a task.
 */
final class YieldingLoops {
  private static volatile boolean flag;

  private YieldingLoops() {}

  public static void main(String[] args) {
    Dispatcher dispatcher = dispatcher(args[0]);
    int loops = Integer.parseInt(args[1]);
    ThrowingRunnable wait = wait(args[2]);
    taskScope()
        .run(
            scope -> {
              CountDownLatch looping = new CountDownLatch(loops);
              scope.launch(
                  () -> {
                    looping.await();
                    wait.run();
                    flag = true;
                  });
              for (int i = 0; i < loops; i++) {
                scope.on(dispatcher).launch(() -> untilFlag(looping));
              }
            });
    System.out.println("ended");
  }

  private static void untilFlag(CountDownLatch looping) {
    looping.countDown();
    while (!flag) {
      yieldNow();
    }
  }

  private static Dispatcher dispatcher(String name) {
    return switch (name) {
      case "virtual" -> Dispatchers.virtual();
      case "eventLoop" -> Dispatchers.eventLoop();
      case "limited" -> Dispatchers.virtual().limitedParallelism(2);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static ThrowingRunnable wait(String name) {
    return switch (name) {
      case "timer" -> () -> delay(ofMillis(20));
      case "thread" -> () -> await(completedByAThread());
      case "sleep" -> () -> Thread.sleep(20);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static CompletableFuture<Integer> completedByAThread() {
    CompletableFuture<Integer> future = new CompletableFuture<>();
    Thread completing =
        new Thread(
            () -> {
              try {
                Thread.sleep(20);
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
              future.complete(1);
            });
    completing.start();
    return future;
  }
}
