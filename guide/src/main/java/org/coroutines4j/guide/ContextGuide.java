package org.coroutines4j.guide;

// region imports
import static org.coroutines4j.Async.gather;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withContext;

import org.coroutines4j.ContextElement;
import org.coroutines4j.Dispatchers;

// endregion

/** Which code sees which thread-local. */
public final class ContextGuide {
  private ContextGuide() {}

  // region local
  static final ThreadLocal<String> USER = new ThreadLocal<>();

  // endregion

  /** Runs the programs of the page. */
  public static void main(String[] args) {
    pitfall();
    element();
    inherited();
    moved();
    around();
  }

  private static void pitfall() {
    // region pitfall
    USER.set("ada");
    gather(() -> System.out.println("in a task: " + USER.get())); // a thread of its own
    System.out.println("on the calling thread: " + USER.get());
    USER.remove();
    // endregion
  }

  private static void element() {
    // region element
    taskScope()
        .with(ContextElement.threadLocal(USER, "ada"))
        .run(
            scope -> {
              System.out.println("in the block: " + USER.get());
              scope.launch(() -> System.out.println("in a task: " + USER.get())).join();
            });
    System.out.println("after the block: " + USER.get());
    // endregion
  }

  private static void around() {
    // region around
    ContextElement request =
        ContextElement.around(
            body -> {
              USER.set("grace"); // before the code of each task
              try {
                body.run();
              } finally {
                USER.remove(); // the thread may run other tasks later
              }
            });
    taskScope()
        .run(
            scope ->
                scope.with(request).launch(() -> System.out.println("in the task: " + USER.get())));
    // endregion
  }

  private static void inherited() {
    // region inherited
    taskScope()
        .with(ContextElement.threadLocal(USER, "ada"))
        .run(
            outer ->
                gather( // opens a scope inside, which inherits the element
                    () -> System.out.println("in gather: " + USER.get())));
    // endregion
  }

  private static void moved() {
    // region moved
    taskScope()
        .with(ContextElement.threadLocal(USER, "ada"))
        .run(
            scope ->
                withContext( // on a thread of another dispatcher
                    Dispatchers.cpu(), () -> System.out.println("on cpu: " + USER.get())));
    // endregion
  }
}
