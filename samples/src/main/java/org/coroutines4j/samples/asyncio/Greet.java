package org.coroutines4j.samples.asyncio;

import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.*;

import java.io.PrintStream;
import java.time.Duration;

/**
 * The quick example: wait a moment, then greet.
 *
 * <p>asyncio tutorial 003, row 003-1.
 */
final class Greet {
  private Greet() {}

  static void main(PrintStream out) {
    run(scope -> greet("Alice", ofMillis(100), out));
  }

  private static void greet(String name, Duration wait, PrintStream out) {
    delay(wait);
    out.println("Hello, " + name + "!");
  }
}
