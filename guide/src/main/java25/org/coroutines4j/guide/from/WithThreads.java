package org.coroutines4j.guide.from;

import static java.time.Duration.ofMillis;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.StructuredTaskScope;
import java.util.concurrent.StructuredTaskScope.Joiner;
import java.util.concurrent.StructuredTaskScope.Subtask;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/** The programs of {@link FromThreads} with what JDK 25 has, its preview included. */
public final class WithThreads {
  private WithThreads() {}

  // region load
  static String load(String name, int millis) throws InterruptedException {
    Thread.sleep(millis);
    return name;
  }

  // endregion

  /** Runs the programs of the page. */
  public static void main(String[] args) throws InterruptedException, ExecutionException {
    thread();
    executor();
    allSuccessful();
    anySuccessful();
    awaitAll();
    limits();
    gatherers();
  }

  private static void thread() throws InterruptedException {
    // region thread
    Thread thread = Thread.startVirtualThread(() -> System.out.println("runs"));
    thread.join();
    // endregion
  }

  private static void executor() throws InterruptedException, ExecutionException {
    // region executor
    try (ExecutorService tasks =
        new ThreadPoolExecutor(2, 2, 1, SECONDS, new ArrayBlockingQueue<>(10))) {
      Future<String> page = tasks.submit(() -> load("page", 5));
      System.out.println(page.get());
    }
    // endregion
  }

  private static void allSuccessful() throws InterruptedException {
    // region all-successful
    try (var scope = StructuredTaskScope.open(Joiner.<String>allSuccessfulOrThrow())) {
      Subtask<String> user = scope.fork(() -> load("user", 5));
      Subtask<String> orders = scope.fork(() -> load("orders", 5));
      scope.join();
      System.out.println(user.get() + " and " + orders.get());
    }
    // endregion
  }

  private static void anySuccessful() throws InterruptedException {
    // region any-successful
    try (var scope = StructuredTaskScope.open(Joiner.<String>anySuccessfulResultOrThrow())) {
      scope.fork(() -> load("slow", 60_000));
      scope.fork(() -> load("fast", 5));
      System.out.println(scope.join());
    }
    // endregion
  }

  private static void awaitAll() throws InterruptedException {
    // region await-all
    try (var scope = StructuredTaskScope.open(Joiner.<Integer>awaitAll())) {
      Subtask<Integer> one = scope.fork(() -> Integer.parseInt("one"));
      Subtask<Integer> two = scope.fork(() -> Integer.parseInt("2"));
      scope.join();
      boolean success = one.state() == Subtask.State.SUCCESS;
      System.out.println(success + ", " + two.get());
    }
    // endregion
  }

  private static void limits() throws InterruptedException {
    // region timeout
    try (var scope =
        StructuredTaskScope.open(
            Joiner.<String>awaitAll(), config -> config.withTimeout(ofMillis(50)))) {
      scope.fork(() -> load("slow", 60_000));
      scope.join();
    } catch (StructuredTaskScope.TimeoutException e) {
      System.out.println("timeout");
    }
    // endregion
  }

  private static void gatherers() {
    // region gatherers
    List<String> pages =
        Stream.of("a", "b", "c").gather(Gatherers.mapConcurrent(2, name -> load(name))).toList();
    System.out.println(pages);
    // endregion
  }

  /** The function of a gatherer may not throw a checked exception. */
  private static String load(String name) {
    try {
      return load(name, 5);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
