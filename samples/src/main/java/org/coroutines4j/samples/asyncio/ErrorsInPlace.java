package org.coroutines4j.samples.asyncio;

import static org.coroutines4j.Async.*;

import java.io.PrintStream;
import java.util.List;
import org.coroutines4j.Outcome;

/**
 * With {@code gatherSettled} a failure stands in the list where its value would be. (The tutorial
 * prints "Error:" before each line, by mistake.)
 *
 * <p>asyncio tutorial 004, row 004-6.
 */
final class ErrorsInPlace {
  private ErrorsInPlace() {}

  static void main(PrintStream out) {
    run(
        scope -> {
          List<Outcome<String>> outcomes =
              gatherSettled(() -> task(0), () -> task(1), () -> task(2), () -> task(3));
          for (Outcome<String> outcome : outcomes) {
            if (outcome instanceof Outcome.Failure<String> failure) {
              out.println("Error: " + failure.exception().getMessage());
            } else {
              out.println(outcome.getOrThrow());
            }
          }
        });
  }

  private static String task(int id) {
    if (id == 2) {
      throw new IllegalArgumentException("Task 2 failed!");
    }
    return "Task " + id + " OK";
  }
}
