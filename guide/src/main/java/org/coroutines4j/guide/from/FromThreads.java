package org.coroutines4j.guide.from;

// region imports
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.mapConcurrent;
import static org.coroutines4j.Async.race;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.taskScope;

import java.util.List;
import org.coroutines4j.Outcome;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.Task;
import org.coroutines4j.TimeoutExceededException;

// endregion

/** Programs with virtual threads and StructuredTaskScope, and the same with tasks. */
public final class FromThreads {
  private FromThreads() {}

  // region load
  static String load(String name, int millis) {
    delay(ofMillis(millis)); // Thread.sleep would do, too
    return name;
  }

  // endregion

  /** Runs the programs of the page. */
  public static void main(String[] args) {
    thread();
    executor();
    allSuccessful();
    anySuccessful();
    awaitAll();
    limits();
    gatherers();
  }

  private static void thread() {
    // region thread
    try (ServiceScope tasks = ServiceScope.open("tasks")) {
      Task<?> task = tasks.launch(() -> System.out.println("runs"));
      task.join();
    }
    // endregion
  }

  private static void executor() {
    // region executor
    try (ServiceScope tasks = ServiceScope.builder("tasks").maxConcurrent(2).maxQueued(10).open()) {
      Task<String> page = tasks.async(() -> load("page", 5));
      System.out.println(page.await());
    }
    // endregion
  }

  private static void allSuccessful() {
    // region all-successful
    String page =
        taskScope()
            .call(
                scope -> {
                  Task<String> user = scope.async(() -> load("user", 5));
                  Task<String> orders = scope.async(() -> load("orders", 5));
                  return user.await() + " and " + orders.await(); // no join before
                });
    System.out.println(page);
    // endregion
  }

  private static void anySuccessful() {
    // region any-successful
    String first = race(() -> load("slow", 60_000), () -> load("fast", 5));
    System.out.println(first);
    // endregion
  }

  private static void awaitAll() {
    // region await-all
    supervisorScope()
        .run(
            scope -> {
              Task<Integer> one = scope.async(() -> Integer.parseInt("one"));
              Task<Integer> two = scope.async(() -> Integer.parseInt("2"));
              Outcome<Integer> outcome = one.awaitOutcome();
              System.out.println(outcome.isSuccess() + ", " + two.await());
            });
    // endregion
  }

  private static void limits() {
    // region timeout
    try {
      taskScope().withTimeout(ofMillis(50)).run(scope -> scope.launch(() -> delay(ofSeconds(60))));
    } catch (TimeoutExceededException e) {
      System.out.println("timeout");
    }
    // endregion
  }

  private static void gatherers() {
    // region gatherers
    List<String> pages = mapConcurrent(List.of("a", "b", "c"), 2, name -> load(name, 5));
    System.out.println(pages);
    // endregion
  }
}
