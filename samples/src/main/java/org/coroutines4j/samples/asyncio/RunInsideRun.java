package org.coroutines4j.samples.asyncio;

import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.*;

import java.io.PrintStream;

/**
 * {@code run} and {@code call} may be nested: inside a task they open a scope of their own, so that
 * a library may use them for any caller. Different from asyncio, where this is a {@code
 * RuntimeError}.
 *
 * <p>asyncio tutorial 003, row 003-4.
 */
final class RunInsideRun {
  private RunInsideRun() {}

  static void main(PrintStream out) {
    run(
        scope -> {
          out.println("inner run returned " + libraryFunction());
          out.println("outer run goes on");
        });
  }

  private static int libraryFunction() {
    return call(
        scope -> {
          delay(ofMillis(100));
          return 42;
        });
  }
}
