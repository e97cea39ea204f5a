package org.coroutines4j.guide.from;

// region imports
import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.await;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.gather;
import static org.coroutines4j.Async.race;
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.withTimeout;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.coroutines4j.Task;
import org.coroutines4j.TimeoutExceededException;

// endregion

/** Programs with CompletableFuture, and the same with tasks. */
public final class FromFutures {
  private FromFutures() {}

  // region load
  static String load(String name, int millis) {
    delay(ofMillis(millis));
    return name;
  }

  // endregion

  /** Runs the programs of the page. */
  public static void main(String[] args) {
    start();
    chain();
    all();
    any();
    timeouts();
    recover();
    borders();
  }

  private static void start() {
    run(
        scope -> {
          // region start
          Task<String> page = scope.async(() -> load("page", 5));
          System.out.println(page.await());
          // endregion
        });
  }

  private static void chain() {
    // region chain
    String user = load("user", 5); // in a task, or on any thread that may block
    String orders = load("orders of " + user, 5);
    System.out.println(orders.length());
    // endregion
  }

  private static void all() {
    // region all
    List<String> pages = gather(() -> load("a", 5), () -> load("b", 5));
    System.out.println(pages);
    // endregion
  }

  private static void any() {
    // region any
    String first = race(() -> load("slow", 60_000), () -> load("fast", 5)); // stops the slow one
    System.out.println(first);
    // endregion
  }

  private static void timeouts() {
    // region timeout
    try {
      withTimeout(ofMillis(10), () -> load("slow", 60_000)); // stops the work
    } catch (TimeoutExceededException e) {
      System.out.println("timeout");
    }
    // endregion
  }

  private static void recover() {
    // region recover
    String page;
    try {
      page = Integer.toString(Integer.parseInt("one"));
    } catch (NumberFormatException e) { // the exception itself, without a CompletionException
      page = "none";
    }
    System.out.println(page);
    // endregion
  }

  private static void borders() {
    run(
        scope -> {
          // region borders
          CompletableFuture<String> future =
              scope.async(() -> load("page", 5)).toCompletableFuture();
          System.out.println(await(future.thenApply(String::length)));
          // endregion
        });
  }
}
