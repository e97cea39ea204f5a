package org.coroutines4j.engine;

import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.await;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.select;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeout;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.function.ThrowingRunnable;

/**
 * A program that recurses over waits until its stack overflows, repeatedly, each time from another
 * depth. It needs a JVM of its own, since a JDK class that is being initialized then stays broken.
 */
final class StackEnd {
  private static final int ROUNDS = 100;
  private static final long BUDGET = TimeUnit.SECONDS.toNanos(4);
  private static final long PATIENCE_SECONDS = 10;

  private StackEnd() {}

  /** Completes futures without any queue that an overflow could break. */
  private static final class Completer extends Thread {
    private static volatile CompletableFuture<String> next;

    @Override
    public void run() {
      while (true) {
        CompletableFuture<String> future = next;
        if (future != null) {
          next = null;
          future.complete("x");
        } else {
          LockSupport.parkNanos(1_000);
        }
      }
    }

    static CompletableFuture<String> later() {
      CompletableFuture<String> future = new CompletableFuture<>();
      next = future;
      return future;
    }
  }

  private static ThrowingRunnable wait(String name) {
    CompletableFuture<String> done = CompletableFuture.completedFuture("x");
    return switch (name) {
      case "done" -> () -> await(done);
      case "minimal" -> () -> await(done.minimalCompletionStage());
      case "select" -> () -> select().onAwait(done, v -> v).await();
      case "later" -> () -> await(Completer.later());
      case "delay" -> () -> delay(ofNanos(1));
      case "timeout" -> () -> withTimeout(ofSeconds(1000), () -> 1);
      case "scope" -> () -> taskScope().run(scope -> {});
      default -> throw new IllegalArgumentException(name);
    };
  }

  @SuppressWarnings("InfiniteRecursion") // until the end of the stack
  private static int recurse(ThrowingRunnable wait) throws Exception {
    wait.run();
    return 1 + recurse(wait);
  }

  /** Begins at a depth that differs from round to round by less than what a wait takes. */
  private static int recurse(int pad, long a, ThrowingRunnable wait) throws Exception {
    return pad == 0 ? recurse(wait) : recursePadded(pad - 1, wait) + (int) a;
  }

  private static int recursePadded(int pad, ThrowingRunnable wait) throws Exception {
    return pad == 0 ? recurse(wait) : recurse(pad - 1, pad, wait);
  }

  /** On a platform thread: the stack of a virtual one that waits has no end. */
  private static void inTask(int pad, ThrowingRunnable wait) {
    taskScope()
        .on(Dispatchers.cpu())
        .run(scope -> scope.launch(() -> recurse(pad, 1, wait)).await());
  }

  public static void main(String[] args) throws InterruptedException {
    ThrowingRunnable wait = wait(args[0]);
    Thread completer = new Completer();
    completer.setDaemon(true);
    completer.start();
    StackTraceElement[] unused = new Throwable().getStackTrace(); // initializes what that needs
    long end = System.nanoTime() + BUDGET;
    int stuck = 0;
    for (int i = 0; i < ROUNDS && stuck == 0 && System.nanoTime() < end; i++) {
      int pad = i;
      CountDownLatch ended = new CountDownLatch(1);
      Thread thread =
          new Thread(
              () -> {
                try {
                  inTask(pad, wait);
                } catch (StackOverflowError e) {
                  ended.countDown();
                }
              });
      thread.start();
      stuck += ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS) ? 0 : 1;
    }
    System.out.println("stuck: " + stuck);
    Runtime.getRuntime().halt(0);
  }
}
