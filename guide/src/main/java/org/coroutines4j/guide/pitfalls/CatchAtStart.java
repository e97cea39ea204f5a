package org.coroutines4j.guide.pitfalls;

import static org.coroutines4j.Async.run;

import org.coroutines4j.Task;

/** Catches the failure of a task where it starts, and where it is awaited. */
public final class CatchAtStart {
  private CatchAtStart() {}

  /** Runs the programs of the page. */
  public static void main(String[] args) {
    atTheStart();
    atTheAwait();
  }

  private static void atTheStart() {
    // region wrong
    try {
      run(
          scope -> {
            Task<Integer> number;
            try {
              number = scope.async(() -> Integer.parseInt("one")); // only starts the task
            } catch (NumberFormatException e) { // so this never catches its failure
              System.out.println("caught at the start");
              return;
            }
            System.out.println("the task has been started");
            System.out.println(number.await()); // throws
          });
    } catch (NumberFormatException e) {
      System.out.println("run has thrown it: " + e.getMessage());
    }
    // endregion
  }

  private static void atTheAwait() {
    // region right
    run(
        scope -> {
          Task<Integer> number = scope.async(() -> Integer.parseInt("one"));
          try {
            System.out.println(number.await());
          } catch (NumberFormatException e) {
            System.out.println("caught at the await: " + e.getMessage());
          }
        });
    // endregion
  }
}
