package org.coroutines4j.guide;

// region imports
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.forEachConcurrent;
import static org.coroutines4j.Async.gather;
import static org.coroutines4j.Async.gatherSettled;
import static org.coroutines4j.Async.mapConcurrent;
import static org.coroutines4j.Async.race;
import static org.coroutines4j.Async.raceSettled;
import static org.coroutines4j.Async.retry;
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.withTimeout;

import java.io.IOException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.Outcome;
import org.coroutines4j.RetryPolicy;
import org.coroutines4j.Task;
import org.coroutines4j.Tasks;
import org.coroutines4j.WaitResult;
import org.coroutines4j.WaitUntil;

// endregion

/** Verbs that run several lambdas concurrently, and retries. */
public final class RunTogether {
  private RunTogether() {}

  /** Runs the programs of the page. */
  public static void main(String[] args) {
    gathering();
    settled();
    pitfall();
    mapping();
    races();
    completed();
    waiting();
    retries();
    attempts();
  }

  // region helpers
  static String load(String name, int millis) {
    delay(ofMillis(millis)); // stands for a call that takes this long
    return name;
  }

  static String fail() {
    throw new NoSuchElementException("no such page");
  }

  // endregion

  private static void gathering() {
    // region gather
    List<String> pages = gather(() -> load("a", 20), () -> load("b", 10));
    System.out.println(pages); // in the order of the arguments

    try {
      gather(() -> load("slow", 60_000), RunTogether::fail);
    } catch (NoSuchElementException e) { // the slow one is cancelled, and has ended
      System.out.println("gather: " + e.getMessage());
    }
    // endregion
  }

  private static void settled() {
    // region settled
    for (Outcome<String> outcome : gatherSettled(() -> load("a", 20), RunTogether::fail)) {
      System.out.println(outcome.isSuccess());
    }
    // endregion
  }

  private static void mapping() {
    // region map
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Integer> lengths =
        mapConcurrent(
            List.of("a", "bb", "ccc", "dddd"),
            2, // at most two calls at the same time
            name -> {
              most.accumulateAndGet(running.incrementAndGet(), Math::max);
              load(name, 5);
              running.decrementAndGet();
              return name.length();
            });
    System.out.println(lengths + ", at most two: " + (most.get() <= 2));

    forEachConcurrent(List.of("x", "y"), name -> load(name, 5)); // without results, without limit
    // endregion
  }

  private static void pitfall() {
    run(
        scope -> {
          // region pitfall
          long begin = System.nanoTime();
          String one = scope.async(() -> load("one", 50)).await(); // waits before two is started
          String two = scope.async(() -> load("two", 50)).await();
          long millis = (System.nanoTime() - begin) / 1_000_000;
          System.out.println(one + " " + two + " took the sum: " + (millis >= 100));
          // endregion
        });
  }

  private static void races() {
    // region race
    String first = race(RunTogether::fail, () -> load("mirror", 20));
    System.out.println("race: " + first); // a failure does not win

    Outcome<String> end = raceSettled(RunTogether::fail, () -> load("mirror", 60_000));
    System.out.println("raceSettled: " + end); // the first end, whatever it is

    String lease =
        race(
            RunTogether::release, // gets the value of a loser that returns all the same
            () -> load("lease a", 20),
            () -> load("lease b", 60_000));
    System.out.println("use " + lease);
    // endregion
  }

  private static void release(String lease) {
    System.out.println("release " + lease);
  }

  private static void completed() {
    run(
        scope -> {
          // region as-completed
          List<Task<String>> tasks =
              List.of(
                  scope.async(() -> load("slow", 400)),
                  scope.async(() -> load("fast", 5)),
                  scope.async(() -> load("medium", 200)));
          for (Task<String> task : Tasks.asCompleted(tasks)) {
            System.out.println(task.await()); // has ended: does not wait
          }
          // endregion
        });
  }

  private static void waiting() {
    run(
        scope -> {
          // region wait-until
          List<Task<String>> tasks =
              List.of(scope.async(() -> load("slow", 60_000)), scope.async(() -> load("fast", 5)));
          WaitResult<Task<String>> result = Tasks.waitUntil(WaitUntil.FIRST_COMPLETED, tasks);
          System.out.println(
              result.done().size() + " done, " + result.pending().size() + " pending");
          result.pending().forEach(Task::cancel);
          // endregion
        });
  }

  private static void retries() {
    // region retry
    RetryPolicy policy =
        RetryPolicy.maxAttempts(5) // the first attempt included
            .exponentialBackoff(ofMillis(10), ofSeconds(1)) // or fixedDelay(ofMillis(10))
            .jitter(0.5)
            .retryOn(IOException.class) // without it: any Exception
            .within(ofSeconds(30)) // begins no attempt after that
            .onRetry((attempt, failure, wait) -> System.out.println(attempt + ": " + failure));
    AtomicInteger attempts = new AtomicInteger();
    String answer =
        retry(
            policy,
            () -> {
              if (attempts.incrementAndGet() < 3) {
                throw new IOException("connection reset");
              }
              return "answer of attempt " + attempts;
            });
    System.out.println(answer);
    // endregion
  }

  private static void attempts() {
    // region attempts
    RetryPolicy twice = RetryPolicy.maxAttempts(2);
    String page =
        withTimeout( // for all attempts
            ofSeconds(10),
            () ->
                retry(
                    twice,
                    () ->
                        withTimeout( // for each attempt
                            ofSeconds(1), () -> load("page", 5))));
    System.out.println(page);
    // endregion
  }
}
