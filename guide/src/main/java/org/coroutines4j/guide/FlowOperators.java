package org.coroutines4j.guide;

// region imports
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.tryWithTimeout;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.flow.AsyncFlow;

// endregion

/** Operators on flows: concurrency, time, and failures. */
public final class FlowOperators {
  private FlowOperators() {}

  /** Runs the program. */
  public static void main(String[] args) {
    run(
        scope -> {
          atOnce();
          inTime();
          failures();
          downstream();
        });
  }

  private static int download(int id) {
    delay(ofMillis(50));
    return id * 100;
  }

  private static void atOnce() {
    // region at-once
    List<Integer> sizes =
        AsyncFlow.range(1, 9)
            .mapConcurrent(4, id -> download(id)) // up to four concurrently, results in order
            .toList();
    System.out.println(sizes);

    int sum =
        AsyncFlow.range(1, 1000)
            .map(i -> i * 2)
            .flowOn(Dispatchers.cpu()) // the upstream operators run there, ahead of the collector
            .fold(0, Integer::sum);
    System.out.println(sum);
    // endregion
  }

  private static void inTime() {
    // region time
    List<Long> ticks = AsyncFlow.ticker(ofMillis(10)).take(3).toList();
    System.out.println(ticks);

    AsyncFlow<String> slow =
        AsyncFlow.generate(
            out -> {
              out.emit("quick");
              delay(ofSeconds(60));
              out.emit("slow");
            });
    List<String> seen = slow.timeout(ofMillis(500)).recover(failure -> "gave up").toList();
    System.out.println(seen);
    // endregion
    // region limited
    List<String> soFar = new ArrayList<>();
    boolean ended = tryWithTimeout(ofMillis(500), () -> slow.collect(soFar::add));
    System.out.println(soFar + " " + ended);
    // endregion
  }

  private static void failures() {
    // region failures
    AtomicInteger attempts = new AtomicInteger();
    AsyncFlow<String> lines =
        AsyncFlow.generate(
            out -> {
              out.emit("line of attempt " + attempts.incrementAndGet());
              if (attempts.get() < 3) {
                throw new IOException("connection reset");
              }
            });
    lines
        .retryWhen(
            (failure, attempt) -> {
              delay(ofMillis(10 << attempt)); // waits longer each time
              return failure instanceof IOException && attempt < 5;
            })
        .onCompletion(failure -> System.out.println("failure at the end: " + failure.isPresent()))
        .collect(System.out::println);
    // endregion
  }

  private static void downstream() {
    // region downstream
    try {
      AsyncFlow.of(1, 2, 3)
          .recover(failure -> -1) // sees failures of the upstream flow only
          .collect(
              n -> {
                if (n == 2) {
                  throw new IllegalArgumentException("cannot use " + n);
                }
              });
    } catch (IllegalArgumentException e) {
      System.out.println("collect has failed: " + e.getMessage());
    }
    // endregion
  }
}
