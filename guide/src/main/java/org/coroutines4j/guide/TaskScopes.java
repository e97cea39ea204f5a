package org.coroutines4j.guide;

// region imports
import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.taskScope;

import java.util.NoSuchElementException;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.Task;
import org.coroutines4j.sync.AsyncEvent;

// endregion

/** Tasks and the scopes that they belong to. */
public final class TaskScopes {
  private TaskScopes() {}

  /** Runs the programs of the page. */
  public static void main(String[] args) {
    start();
    daemon();
    lazy();
    pitfall();
    supervisor();
    together();
    service();
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

  private static void start() {
    // region start
    run(
        scope -> {
          Task<String> page = scope.async(() -> load("page", 20)); // starts immediately
          Task<?> note = scope.launch(() -> System.out.println("a task without a value"));
          note.join(); // waits for the end of the task
          System.out.println(page.await()); // waits for the value of the task
        }); // returns when all tasks of the scope have ended
    // endregion
  }

  private static void daemon() {
    // region daemon
    AsyncEvent heartbeat = new AsyncEvent();
    run(
        scope -> {
          scope.background(
              () -> {
                while (true) {
                  heartbeat.set();
                  delay(ofMillis(5));
                }
              });
          heartbeat.await();
          System.out.println(load("work", 30));
        }); // cancels the daemon task, since no ordinary task is left
    // endregion
  }

  private static void lazy() {
    run(
        scope -> {
          // region lazy
          Task<String> page = scope.named("page").lazily().async(() -> load("page", 5));
          System.out.println(page.name() + " is active: " + page.isActive()); // not started
          System.out.println(page.await()); // starts it
          // endregion
        });
  }

  private static void pitfall() {
    // region pitfall
    long begin = System.nanoTime();
    run(
        scope -> {
          scope.launch(() -> load("statistics", 200));
          System.out.println("the code of the block has ended");
        }); // waits for the statistics
    long millis = (System.nanoTime() - begin) / 1_000_000;
    System.out.println("run took 200 ms or more: " + (millis >= 200));
    // endregion
  }

  private static void supervisor() {
    // region supervisor
    supervisorScope()
        .run(
            scope -> {
              Task<String> page = scope.async(() -> load("page", 20));
              Task<String> missing = scope.async(TaskScopes::fail);
              try {
                missing.await();
              } catch (NoSuchElementException e) { // now the failure is handled
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
                Task<String> slow = scope.async(() -> load("slow page", 60_000));
                Task<String> missing = scope.async(TaskScopes::fail); // cancels slow and this code
                try {
                  missing.await();
                } catch (NoSuchElementException e) {
                  // the scope fails all the same
                }
                slow.await(); // throws CancellationException
              });
    } catch (NoSuchElementException e) {
      System.out.println("the scope failed: " + e.getMessage());
    }
    // endregion
  }

  private static void service() {
    // region service
    try (ServiceScope jobs = ServiceScope.open("jobs")) { // a field of a service, usually
      Task<String> job = jobs.async(() -> load("job", 20));
      System.out.println(job.await());
      jobs.launch(() -> load("an endless job", 60_000));
    } // close cancels what still runs, and waits until it has ended
    System.out.println("closed");
    // endregion
  }
}
