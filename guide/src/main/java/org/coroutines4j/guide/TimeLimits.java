package org.coroutines4j.guide;

// region imports
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.ensureActive;
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.timeLeft;
import static org.coroutines4j.Async.tryWithTimeout;
import static org.coroutines4j.Async.withTimeout;
import static org.coroutines4j.Async.withTimeoutOrEmpty;

import java.util.Optional;
import org.coroutines4j.Task;
import org.coroutines4j.TimeoutExceededException;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.ReceiveResult;

// endregion

/** Timeouts and deadlines. */
public final class TimeLimits {
  private TimeLimits() {}

  /** Runs the programs of the page. */
  public static void main(String[] args) {
    forms();
    scopes();
    nested();
    keptValue();
    longer();
    element();
    left();
  }

  private static String load(String name, int millis) {
    delay(ofMillis(millis));
    return name;
  }

  private static void forms() {
    // region forms
    try {
      withTimeout(ofMillis(20), () -> load("page", 60_000));
    } catch (TimeoutExceededException e) {
      System.out.println(e.getMessage());
    }

    Optional<String> page = withTimeoutOrEmpty(ofMillis(20), () -> load("page", 60_000));
    System.out.println("page: " + page);

    boolean inTime = tryWithTimeout(ofMillis(20), () -> delay(ofSeconds(60)));
    System.out.println("in time: " + inTime);
    // endregion
  }

  private static void scopes() {
    // region scope
    try {
      taskScope()
          .withTimeout(ofSeconds(1))
          .run(
              scope -> {
                Task<String> user = scope.async(() -> load("user", 5));
                Task<String> orders = scope.async(() -> load("orders", 60_000));
                System.out.println(user.await());
                System.out.println(orders.await()); // is cancelled, and its task too
              });
    } catch (TimeoutExceededException e) {
      System.out.println("no orders in time");
    }
    // endregion
  }

  private static void nested() {
    // region nested
    String page =
        withTimeoutOrEmpty( // the fallback is only for this limit
                ofMillis(20), () -> load("page", 60_000))
            .orElse("an older copy");
    System.out.println(page);
    try {
      withTimeout(
          ofMillis(20), // expires first
          () -> withTimeoutOrEmpty(ofSeconds(60), () -> load("page", 90_000)));
    } catch (TimeoutExceededException e) {
      System.out.println("the outer limit: " + e.limit().toMillis() + " ms");
    }
    // endregion
  }

  private static void keptValue() {
    // region kept
    int answer = withTimeout(ofMillis(20), () -> compute(false)); // sees no cancellation
    System.out.println("answer: " + answer);

    boolean stopped = withTimeoutOrEmpty(ofMillis(20), () -> compute(true)).isEmpty();
    System.out.println("stopped: " + stopped);
    // endregion
  }

  // region compute
  static int compute(boolean canBeStopped) {
    long end = System.nanoTime() + (canBeStopped ? ofSeconds(60) : ofMillis(300)).toNanos();
    while (System.nanoTime() < end) {
      if (canBeStopped) {
        ensureActive(); // throws CancellationException in a cancelled task or block
      }
    }
    return 42;
  }

  // endregion

  private static void longer() {
    // region longer
    long begin = System.nanoTime();
    tryWithTimeout(
        ofMillis(20),
        () -> {
          try {
            delay(ofSeconds(60));
          } finally {
            compute(false); // a cleanup that takes 300 ms
          }
        });
    long millis = (System.nanoTime() - begin) / 1_000_000;
    System.out.println("took 300 ms or more: " + (millis >= 300));
    // endregion
  }

  private static void element() {
    run(
        scope -> {
          // region element
          Channel<String> orders = Channel.rendezvous();
          if (orders.tryReceive(ofMillis(20)) instanceof ReceiveResult.Empty) {
            System.out.println("no order within 20 ms");
          }
          // endregion
        });
  }

  private static void left() {
    // region left
    withTimeout(
        ofSeconds(60),
        () -> {
          boolean known = timeLeft().orElseThrow().compareTo(ofSeconds(59)) > 0;
          System.out.println("more than 59 s are left: " + known);
        });
    System.out.println("outside: " + timeLeft());
    // endregion
  }
}
