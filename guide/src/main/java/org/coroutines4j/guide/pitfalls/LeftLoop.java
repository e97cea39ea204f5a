package org.coroutines4j.guide.pitfalls;

// region imports
import static org.coroutines4j.Async.taskScope;

import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.AsyncIterator;

// endregion

/** Leaves a loop over a flow early, and closes the iterator of the flow. */
public final class LeftLoop {
  private LeftLoop() {}

  /** Runs the programs of the page. */
  public static void main(String[] args) {
    left();
    closed();
  }

  // region readings
  static AsyncFlow<Integer> readings() {
    return AsyncFlow.generate(
        out -> {
          try {
            for (int reading = 1; ; reading++) {
              out.emit(reading);
            }
          } finally {
            System.out.println("disconnected");
          }
        });
  }

  // endregion

  private static void left() {
    // region wrong
    taskScope()
        .run(
            scope -> {
              for (int reading : readings()) {
                System.out.println("reading " + reading);
                break; // the flow does not notice
              }
              System.out.println("after the loop");
            }); // disconnects here
    // endregion
  }

  private static void closed() {
    // region right
    taskScope()
        .run(
            scope -> {
              try (AsyncIterator<Integer> readings = readings().iterator()) {
                System.out.println("reading " + readings.next());
              } // disconnects here
              System.out.println("after the try block");
            });
    // endregion
  }
}
