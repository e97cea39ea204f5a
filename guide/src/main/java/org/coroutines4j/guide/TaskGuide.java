package org.coroutines4j.guide;

// region imports
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.ensureActive;
import static org.coroutines4j.Async.gather;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.Async.race;
import static org.coroutines4j.Async.raceSettled;
import static org.coroutines4j.Async.retry;
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.tryWithTimeout;
import static org.coroutines4j.Async.withTimeout;
import static org.coroutines4j.Async.withTimeoutOrEmpty;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.coroutines4j.ContextElement;
import org.coroutines4j.Outcome;
import org.coroutines4j.RetryPolicy;
import org.coroutines4j.Task;
import org.coroutines4j.TaskCancelledException;
import org.coroutines4j.sync.AsyncEvent;

// endregion

/** Tasks, scopes, failures, cancellation, timeouts, races and retries. */
public final class TaskGuide {
  private TaskGuide() {}

  /** Runs the programs of the page. */
  public static void main(String[] args) {
    start();
    plain();
    supervisor();
    together();
    checked();
    cancellation();
    timeouts();
    races();
    retries();
    context();
  }

  // region helpers
  static String load(String name, Duration takes) {
    delay(takes); // stands for a call that takes this long
    return name;
  }

  static String fail() {
    throw new IllegalStateException("no such page");
  }

  // endregion

  private static void start() {
    // region start
    run(
        scope -> {
          Task<String> page = scope.async(() -> load("page", ofMillis(20))); // starts immediately
          Task<?> note = scope.launch(() -> System.out.println("a task without a value"));
          note.join(); // waits for the end of the task
          System.out.println(page.await()); // waits for the value of the task
        }); // returns when all tasks of the scope have ended
    // endregion
  }

  private static void plain() {
    // region plain
    delay(ofMillis(10)); // on the main thread, outside run
    System.out.println(gather(() -> load("a", ofMillis(20)), () -> load("b", ofMillis(10))));
    // endregion
  }

  private static void supervisor() {
    // region supervisor
    supervisorScope()
        .run(
            scope -> {
              Task<String> page = scope.async(() -> load("page", ofMillis(20)));
              Task<String> missing = scope.async(TaskGuide::fail);
              try {
                missing.await();
              } catch (IllegalStateException e) { // now the failure is handled
                System.out.println("handled: " + e.getMessage());
              }
              System.out.println(page.await()); // the other task has continued
            }); // throws nothing
    // endregion
  }

  private static void together() {
    // region task-scope
    try {
      taskScope()
          .run(
              scope -> {
                Task<String> slow = scope.async(() -> load("slow page", ofSeconds(60)));
                Task<String> missing = scope.async(TaskGuide::fail); // cancels slow and this lambda
                try {
                  missing.await();
                } catch (IllegalStateException e) {
                  // the scope fails all the same
                }
                slow.await(); // throws CancellationException
              });
    } catch (IllegalStateException e) {
      System.out.println("the scope failed: " + e.getMessage());
    }
    // endregion
  }

  private static void checked() {
    run(
        scope -> {
          // region checked
          Task<String> task =
              scope.async(
                  () -> {
                    throw new IOException("connection reset");
                  });
          if (task.awaitOutcome() instanceof Outcome.Failure<String> failure) {
            System.out.println("outcome: " + failure.exception()); // as the task threw it
          }
          try {
            task.await();
          } catch (UncheckedIOException e) {
            System.out.println("await: " + e); // wrapped
          }
          // endregion
        });
  }

  private static void cancellation() {
    run(
        scope -> {
          // region cancel
          AsyncEvent started = new AsyncEvent();
          Task<String> job =
              scope
                  .named("job")
                  .async(
                      () -> {
                        try {
                          started.set();
                          delay(ofSeconds(60)); // the cancellation ends this wait
                        } catch (CancellationException e) {
                          System.out.println("cancelled");
                        }
                        try {
                          delay(ofMillis(1)); // swallowing it did not help
                        } catch (CancellationException e) {
                          System.out.println("still cancelled");
                        }
                        nonCancellable(() -> delay(ofMillis(1))); // cleanup may wait in here
                        return "a value that no caller gets";
                      });
          started.await();
          job.cancel("the client has gone"); // returns immediately
          try {
            job.await(); // waits until the code of the task has ended
          } catch (TaskCancelledException e) {
            System.out.println(e.getMessage());
          }
          // endregion
        });
  }

  private static void timeouts() {
    // region timeouts
    Optional<String> page = withTimeoutOrEmpty(ofMillis(20), () -> load("page", ofSeconds(60)));
    System.out.println("page: " + page);

    boolean inTime = tryWithTimeout(ofMillis(20), () -> delay(ofSeconds(60)));
    System.out.println("in time: " + inTime);

    int answer = withTimeout(ofMillis(20), () -> compute(false)); // sees no cancellation
    System.out.println("answer: " + answer);

    boolean stopped = withTimeoutOrEmpty(ofMillis(20), () -> compute(true)).isEmpty();
    System.out.println("stopped: " + stopped);
    // endregion
  }

  // region compute
  static int compute(boolean canBeStopped) {
    long end = System.nanoTime() + ofMillis(200).toNanos();
    while (System.nanoTime() < end) {
      if (canBeStopped) {
        ensureActive(); // throws CancellationException in a cancelled task or block
      }
    }
    return 42;
  }

  // endregion

  private static void races() {
    // region race
    String first = race(TaskGuide::fail, () -> load("mirror", ofMillis(20)));
    System.out.println("race: " + first); // a failure does not win

    Outcome<String> end = raceSettled(TaskGuide::fail, () -> load("mirror", ofSeconds(60)));
    System.out.println("raceSettled: " + end); // the first end, whatever it is

    String lease =
        race(
            TaskGuide::release, // gets the value of a loser that returns all the same
            () -> load("lease a", ofMillis(20)),
            () -> load("lease b", ofSeconds(60)));
    System.out.println("use " + lease);
    // endregion
  }

  private static void release(String lease) {
    System.out.println("release " + lease);
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
    int[] attempts = {0};
    String answer =
        retry(
            policy,
            () -> {
              attempts[0]++;
              if (attempts[0] < 3) {
                throw new IOException("connection reset");
              }
              return "answer of attempt " + attempts[0];
            });
    System.out.println(answer);
    // endregion
  }

  private static void context() {
    // region context
    ThreadLocal<String> user = new ThreadLocal<>();
    taskScope()
        .with(ContextElement.threadLocal(user, "ada"))
        .run(scope -> scope.launch(() -> System.out.println("user " + user.get())));
    // endregion
  }
}
