package org.coroutines4j.guide.from;

// region imports
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.awaitCancellation;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.Async.retry;
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.taskScope;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Outcome;
import org.coroutines4j.RetryPolicy;
import org.coroutines4j.Task;
import org.coroutines4j.Tasks;
import org.coroutines4j.WaitResult;
import org.coroutines4j.WaitUntil;
import org.coroutines4j.sync.AsyncEvent;

// endregion

/** Patterns of longer asyncio programs, in Java. */
public final class AsyncioPatterns {
  private AsyncioPatterns() {}

  /** Runs the programs of the page. */
  public static void main(String[] args) {
    run(
        scope -> {
          firstCompleted();
          cleanup();
          workers();
          failures();
          attempts();
          sibling();
          counts();
        });
  }

  private static void firstCompleted() {
    taskScope()
        .run(
            scope -> {
              // region wait
              AsyncEvent stop = new AsyncEvent();
              Task<?> stopped = scope.launch(stop::await);
              Task<?> work = scope.launch(() -> delay(ofSeconds(60)));
              stop.set();
              WaitResult<?> first =
                  Tasks.waitUntil(WaitUntil.FIRST_COMPLETED, List.of(stopped, work));
              System.out.println("stopped first: " + first.done().contains(stopped));
              work.cancel(); // waitUntil cancels no task
              // endregion
            });
  }

  private static void cleanup() {
    taskScope()
        .run(
            scope -> {
              AsyncEvent started = new AsyncEvent();
              // region finally
              Task<?> task =
                  scope.launch(
                      () -> {
                        try {
                          started.set();
                          awaitCancellation();
                        } finally {
                          nonCancellable(
                              () -> {
                                delay(ofMillis(1)); // a wait of its own
                                System.out.println("goodbye");
                              });
                        }
                      });
              // endregion
              started.await();
              task.cancelAndJoin();
            });
  }

  private static void workers() {
    // region cancel-workers
    taskScope()
        .run(
            scope -> {
              Task<?> worker = scope.launch(() -> awaitCancellation());
              worker.cancelAndJoin(); // a cancelled child does not fail its scope
              System.out.println("the scope goes on");
            });
    // endregion
  }

  private static void failures() {
    // region except-star
    try {
      taskScope()
          .run(
              scope -> {
                scope.launch(
                    () -> {
                      throw new IOException("no network");
                    });
                scope.launch(() -> awaitCancellation());
              });
    } catch (UncheckedIOException e) { // the failure itself, and no group
      System.out.println(e.getCause() + ", suppressed: " + e.getSuppressed().length);
    }
    // endregion
  }

  private static void attempts() {
    // region retry
    AtomicInteger attempts = new AtomicInteger(); // retry does not pass the number
    RetryPolicy policy =
        RetryPolicy.maxAttempts(5)
            .exponentialBackoff(ofMillis(1), ofMillis(100))
            .retryOn(NoSuchElementException.class);
    String page =
        retry(
            policy,
            () -> {
              if (attempts.incrementAndGet() < 3) {
                throw new NoSuchElementException("not yet");
              }
              return "page";
            });
    System.out.println(page + " after " + attempts + " attempts");
    // endregion
  }

  private static void sibling() {
    // region sibling
    taskScope()
        .run(
            scope -> {
              Task<?> producer = scope.launch(() -> awaitCancellation());
              Task<?> reader =
                  scope.launch(
                      () -> {
                        // producer.await() would throw, and that would be a failure of this task
                        Outcome<?> end = producer.awaitOutcome();
                        System.out.println(
                            "producer cancelled: " + (end instanceof Outcome.Cancelled));
                      });
              producer.cancel();
              reader.join();
            });
    // endregion
  }

  private static void counts() {
    // region loop
    Map<String, Integer> counts = new HashMap<>(); // one task at a time, as in asyncio
    taskScope()
        .on(Dispatchers.eventLoop())
        .run(
            scope -> {
              for (int i = 0; i < 1_000; i++) {
                scope.launch(() -> counts.merge("pages", 1, Integer::sum));
              }
            });
    System.out.println(counts);
    // endregion
  }
}
