package org.coroutines4j.samples.asyncio;

import static org.coroutines4j.Async.*;

import java.io.PrintStream;
import org.coroutines4j.TaskScope;

/**
 * The life of a program: {@code call} (or {@code run}, without a value) opens a scope, runs the
 * body in it to its end, closes the scope and returns the body's value. A closed scope starts
 * nothing.
 *
 * <p>asyncio tutorial 000, row 000-6.
 */
final class RunOpensAndClosesTheScope {
  private RunOpensAndClosesTheScope() {}

  static void main(PrintStream out) {
    TaskScope closed =
        call(
            scope -> {
              out.println("inside, scope active: " + scope.isActive());
              return scope;
            });
    out.println("after it, scope active: " + closed.isActive());
    try {
      closed.launch(() -> out.println("never printed"));
    } catch (IllegalStateException e) {
      out.println("a closed scope starts no task");
    }
  }
}
