package org.coroutines4j.samples.asyncio;

import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.*;

import java.io.PrintStream;

/**
 * Hello, wait, done.
 *
 * <p>asyncio tutorial 004, row 004-1.
 */
final class HelloAsyncio {
  private HelloAsyncio() {}

  static void main(PrintStream out) {
    run(
        scope -> {
          out.println("Hello asyncio!");
          delay(ofSeconds(1));
          out.println("Done!");
        });
  }
}
