package org.coroutines4j.guide.from;

// region imports
import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.gather;
import static org.coroutines4j.Async.retry;
import static org.coroutines4j.Async.withTimeout;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.RetryPolicy;
import org.coroutines4j.TimeoutExceededException;
import org.coroutines4j.flow.AsyncFlow;

// endregion

/** Programs of Reactor and Mutiny, as plain code and flows. */
public final class FromReactor {
  private FromReactor() {}

  // region load
  static String load(String name, int millis) { // a Mono<String> or Uni<String> there
    delay(ofMillis(millis));
    return name;
  }

  // endregion

  /** Runs the programs of the page. */
  public static void main(String[] args) {
    flatMap();
    zip();
    errors();
    retries();
    timeouts();
    operators();
    concurrency();
    schedulers();
    borders();
  }

  private static void flatMap() {
    // region flat-map
    String user = load("user", 5);
    String orders = load("orders of " + user, 5);
    System.out.println(orders);
    // endregion
  }

  private static void zip() {
    // region zip
    List<String> both = gather(() -> load("user", 5), () -> load("orders", 5));
    System.out.println(both);
    // endregion
  }

  private static void errors() {
    // region errors
    int number;
    try {
      number = Integer.parseInt("one");
    } catch (NumberFormatException e) {
      number = -1;
    }
    System.out.println(number);
    // endregion
  }

  private static void retries() {
    AtomicInteger attempts = new AtomicInteger();
    // region retry
    String page =
        retry(
            RetryPolicy.maxAttempts(4).exponentialBackoff(ofMillis(1), ofMillis(100)),
            () -> {
              if (attempts.incrementAndGet() < 3) {
                throw new IOException("connection reset");
              }
              return "page";
            });
    System.out.println(page + " at attempt " + attempts);
    // endregion
  }

  private static void timeouts() {
    // region timeout
    try {
      withTimeout(ofMillis(10), () -> load("slow", 60_000));
    } catch (TimeoutExceededException e) {
      System.out.println("timeout");
    }
    // endregion
  }

  private static void operators() {
    // region operators
    AsyncFlow.range(1, 7)
        .filter(n -> n % 2 == 0)
        .map(n -> n * 10)
        .chunked(2)
        .collect(System.out::println);
    // endregion
  }

  private static void concurrency() {
    // region concurrency
    List<String> pages =
        AsyncFlow.of("a", "b", "c").mapConcurrent(2, name -> load(name, 5)).toList();
    System.out.println(pages);
    // endregion
  }

  private static void schedulers() {
    // region schedulers
    int sum =
        AsyncFlow.range(0, 100)
            .map(n -> n * n)
            .flowOn(Dispatchers.cpu()) // for the operators before it
            .fold(0, Integer::sum);
    System.out.println(sum);
    // endregion
  }

  private static void borders() {
    // region borders
    Publisher<Integer> publisher = AsyncFlow.of(1, 2, 3).toPublisher();
    System.out.println(AsyncFlow.fromPublisher(publisher).toList());
    // endregion
  }
}
