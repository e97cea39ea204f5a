package org.coroutines4j.guide.from;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The programs of {@link FromFutures} with CompletableFuture. */
public final class WithFutures {
  private WithFutures() {}

  // region load
  static CompletableFuture<String> load(String name, int millis) {
    return CompletableFuture.supplyAsync(
        () -> name, CompletableFuture.delayedExecutor(millis, MILLISECONDS));
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
    // region start
    CompletableFuture<String> page = load("page", 5);
    System.out.println(page.join());
    // endregion
  }

  private static void chain() {
    CompletableFuture<Void> printed =
        // region chain
        load("user", 5)
            .thenCompose(user -> load("orders of " + user, 5))
            .thenApply(String::length)
            .thenAccept(System.out::println);
    // endregion
    printed.join();
  }

  private static void all() {
    // region all
    CompletableFuture<String> a = load("a", 5);
    CompletableFuture<String> b = load("b", 5);
    CompletableFuture<List<String>> pages =
        CompletableFuture.allOf(a, b).thenApply(unused -> List.of(a.join(), b.join()));
    System.out.println(pages.join());
    // endregion
  }

  private static void any() {
    // region any
    CompletableFuture<Object> first =
        CompletableFuture.anyOf(load("slow", 60_000), load("fast", 5)); // the slow one goes on
    System.out.println(first.join());
    // endregion
  }

  private static void timeouts() {
    // region timeout
    try {
      load("slow", 60_000).orTimeout(10, MILLISECONDS).join(); // the work goes on
    } catch (CompletionException e) { // its cause is a TimeoutException
      System.out.println("timeout");
    }
    // endregion
  }

  private static void recover() {
    // region recover
    CompletableFuture<String> page =
        CompletableFuture.supplyAsync(() -> Integer.toString(Integer.parseInt("one")))
            .exceptionally(failure -> "none"); // failure may be a CompletionException
    System.out.println(page.join());
    // endregion
  }

  private static void borders() {
    // region borders
    CompletableFuture<String> future = load("page", 5);
    System.out.println(future.thenApply(String::length).join());
    // endregion
  }
}
