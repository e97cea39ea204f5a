package org.coroutines4j.samples.asyncio;

import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.*;

import java.io.PrintStream;

/**
 * {@code run} is the entry point of a program, {@code delay} waits.
 *
 * <p>asyncio tutorial 001, row 001-2.
 */
final class HelloWorld {
  private HelloWorld() {}

  static void main(PrintStream out) {
    run(scope -> hello(out));
  }

  private static void hello(PrintStream out) {
    out.println("Hello");
    delay(ofSeconds(1));
    out.println("World");
  }
}
