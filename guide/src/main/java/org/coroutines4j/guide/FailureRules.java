package org.coroutines4j.guide;

// region imports
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import org.coroutines4j.Outcome;
import org.coroutines4j.Task;
import org.coroutines4j.TaskCancelledException;
import org.coroutines4j.TaskFailedException;
import org.coroutines4j.TimeoutExceededException;
import org.coroutines4j.sync.AsyncEvent;

// endregion

/** Who gets which failure. */
public final class FailureRules {
  private FailureRules() {}

  /** Runs the programs of the page. */
  public static void main(String[] args) {
    handled();
    handler();
    joined();
    suppressed();
    checked();
    outcomes();
    sameObject();
    foreign();
    traces();
  }

  // region fail
  static String fail(String message) {
    throw new NoSuchElementException(message);
  }

  // endregion

  private static void handled() {
    // region handled
    supervisorScope()
        .run(
            scope -> {
              Task<String> task = scope.async(() -> fail("no such page"));
              try {
                task.await(); // handles the failure
              } catch (NoSuchElementException e) {
                System.out.println("handled: " + e.getMessage());
              }
            }); // throws nothing
    // endregion
  }

  private static void joined() {
    // region joined
    supervisorScope()
        .onFailure((task, failure) -> System.out.println("handler: " + failure.getMessage()))
        .run(
            scope -> {
              Task<String> task = scope.async(() -> fail("no such page"));
              task.join(); // does not handle the failure
              System.out.println("joined");
            }); // throws nothing, since the handler has handled the failure
    // endregion
  }

  private static void handler() {
    // region thrown
    try {
      supervisorScope().run(scope -> scope.named("mailer").launch(() -> fail("no connection")));
    } catch (NoSuchElementException e) { // the failure of the task, and also a line of the log
      System.out.println("the block has thrown: " + e.getMessage());
    }
    // endregion
  }

  private static void suppressed() {
    // region suppressed
    try {
      taskScope()
          .run(
              scope -> {
                AsyncEvent started = new AsyncEvent();
                scope.launch(
                    () -> {
                      try {
                        started.set();
                        delay(ofSeconds(60)); // ends by the failure of the other task
                      } finally {
                        fail("cleanup failed");
                      }
                    });
                started.await();
                scope.launch(() -> fail("no such page"));
              });
    } catch (NoSuchElementException e) {
      System.out.println(e.getMessage() + ", and " + e.getSuppressed()[0].getMessage());
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
          try {
            task.await();
          } catch (UncheckedIOException e) {
            System.out.println("await: " + e); // the IOException is the cause
          }
          Task<String> other =
              scope.async(
                  () -> {
                    throw new ReflectiveOperationException("no such method");
                  });
          try {
            other.await();
          } catch (TaskFailedException e) {
            System.out.println("await: " + e.getCause());
          }
          // endregion
        });
  }

  private static void outcomes() {
    run(
        scope -> {
          // region outcome
          Task<Integer> task = scope.async(() -> Integer.parseInt("seven"));
          Outcome<Integer> outcome = task.awaitOutcome(); // throws no failure of the task
          if (outcome instanceof Outcome.Success<Integer> success) {
            System.out.println(success.value());
          } else if (outcome instanceof Outcome.Failure<Integer> failure) {
            System.out.println("outcome: " + failure.exception().getMessage());
          } else {
            System.out.println("cancelled");
          }
          // endregion
        });
  }

  private static void sameObject() {
    run(
        scope -> {
          // region same
          NoSuchElementException thrown = new NoSuchElementException("no such page");
          Task<String> task =
              scope.async(
                  () -> {
                    throw thrown;
                  });
          try {
            task.await();
          } catch (NoSuchElementException e) {
            System.out.println("the same object: " + (e == thrown));
          }
          // endregion
        });
  }

  private static void foreign() {
    run(
        scope -> {
          // region cancelled
          Task<?> task = scope.named("report").launch(() -> delay(ofSeconds(60)));
          task.cancel("no longer needed");
          try {
            task.await();
          } catch (TaskCancelledException e) { // the awaited task was cancelled
            System.out.println(e.getMessage());
          } catch (CancellationException e) { // the task that runs this code was cancelled
            throw e;
          }
          // endregion
        });
  }

  @SuppressWarnings("NullAway") // a timeout has a cause
  private static void traces() {
    // region traces
    try {
      run(scope -> scope.async(() -> fail("no such page")).await());
    } catch (NoSuchElementException e) {
      System.out.println("thrown in " + e.getStackTrace()[0].getMethodName()); // not at the await
    }
    try {
      withTimeout(ofMillis(20), () -> slow());
    } catch (TimeoutExceededException e) {
      boolean shown =
          Arrays.stream(e.getCause().getStackTrace())
              .anyMatch(frame -> frame.getMethodName().equals("slow"));
      System.out.println("the cause shows the wait: " + shown);
    }
    // endregion
  }

  private static void slow() {
    delay(ofSeconds(60));
  }
}
