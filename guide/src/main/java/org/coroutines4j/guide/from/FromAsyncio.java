package org.coroutines4j.guide.from;

// region imports
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.blocking;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.gather;
import static org.coroutines4j.Async.gatherSettled;
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeout;

import java.util.List;
import org.coroutines4j.Outcome;
import org.coroutines4j.Task;
import org.coroutines4j.TaskCancelledException;
import org.coroutines4j.Tasks;
import org.coroutines4j.TimeoutExceededException;
import org.coroutines4j.channels.AsyncQueue;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.sync.AsyncMutex;
import org.coroutines4j.sync.AsyncSemaphore;

// endregion

/** Programs of asyncio, in Java. */
public final class FromAsyncio {
  private FromAsyncio() {}

  // region fetch
  static String fetch(String name, int millis) { // no "async": any method may wait
    delay(ofMillis(millis));
    return name;
  }

  // endregion

  /** Runs the programs of the page. */
  public static void main(String[] args) {
    // region run
    run(
        scope -> {
          System.out.println(fetch("page", 5)); // no "await": a call waits for its result
        });
    // endregion
    tasks();
    group();
    gathering();
    settled();
    timeout();
    cancel();
    threads();
    queue();
    locks();
    generator();
    completed();
  }

  private static void tasks() {
    run(
        scope -> {
          // region create-task
          Task<String> task = scope.async(() -> fetch("page", 5));
          System.out.println(task.await());
          // endregion
        });
  }

  private static void group() {
    // region task-group
    taskScope()
        .run(
            scope -> {
              Task<String> a = scope.async(() -> fetch("a", 5));
              Task<String> b = scope.async(() -> fetch("b", 10));
              System.out.println(a.await() + b.await());
            });
    // endregion
  }

  private static void gathering() {
    // region gather
    List<String> pages = gather(() -> fetch("a", 5), () -> fetch("b", 10));
    System.out.println(pages);
    // endregion
  }

  private static void settled() {
    // region settled
    List<Outcome<Integer>> outcomes =
        gatherSettled(() -> Integer.parseInt("1"), () -> Integer.parseInt("one"));
    System.out.println(outcomes.get(1).isSuccess());
    // endregion
  }

  private static void timeout() {
    // region timeout
    try {
      withTimeout(ofMillis(10), () -> fetch("slow", 60_000));
    } catch (TimeoutExceededException e) {
      System.out.println("timeout");
    }
    // endregion
  }

  private static void cancel() {
    run(
        scope -> {
          // region cancel
          Task<?> task = scope.launch(() -> delay(ofSeconds(60)));
          task.cancel();
          try {
            task.await();
          } catch (TaskCancelledException e) {
            System.out.println("cancelled");
          }
          // endregion
        });
  }

  private static void threads() {
    // region to-thread
    String text = blocking(() -> "read from a file"); // or without blocking: a task may block
    System.out.println(text);
    // endregion
  }

  private static void queue() {
    // region queue
    taskScope()
        .run(
            scope -> {
              AsyncQueue<String> jobs = AsyncQueue.fifo();
              scope.background( // is cancelled at the end of the scope
                  () -> {
                    for (String job : jobs) {
                      System.out.println("done: " + job);
                      jobs.taskDone();
                    }
                  });
              jobs.put("a");
              jobs.put("b");
              jobs.join();
            });
    // endregion
  }

  private static void locks() {
    // region locks
    AsyncMutex lock = new AsyncMutex();
    AsyncSemaphore connections = new AsyncSemaphore(10);
    lock.withLock(() -> System.out.println("locked"));
    connections.withPermit(() -> System.out.println("connected"));
    // endregion
  }

  private static void generator() {
    // region generator
    AsyncFlow<Integer> ticks =
        AsyncFlow.generate(
            out -> {
              for (int i = 0; i < 3; i++) {
                delay(ofMillis(1));
                out.emit(i);
              }
            });
    for (int tick : ticks) {
      System.out.println(tick);
    }
    // endregion
  }

  private static void completed() {
    run(
        scope -> {
          // region as-completed
          List<Task<String>> tasks =
              List.of(scope.async(() -> fetch("slow", 200)), scope.async(() -> fetch("fast", 1)));
          for (Task<String> task : Tasks.asCompleted(tasks)) {
            System.out.println(task.await());
          }
          // endregion
        });
  }
}
