package org.coroutines4j.samples.asyncio;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.*;

import java.io.PrintStream;
import java.util.concurrent.CancellationException;

/**
 * A task that no code awaits still ends: {@code run} waits for it, and cancels only what was
 * started with {@code background}. Different from asyncio, which cancels everything left when main
 * returns.
 *
 * <p>asyncio tutorial 003, row 003-7.
 */
final class RunWaitsForItsTasks {
  private RunWaitsForItsTasks() {}

  static void main(PrintStream out) {
    run(
        scope -> {
          scope.background(() -> serveForEver(out));
          scope.launch(() -> finish(out));
          delay(ofMillis(100));
          out.println("main returns");
        });
  }

  private static void finish(PrintStream out) {
    delay(ofMillis(600));
    out.println("leftover task done");
  }

  private static void serveForEver(PrintStream out) {
    try {
      while (true) {
        delay(ofSeconds(1));
      }
    } catch (CancellationException e) {
      out.println("background task cancelled");
      throw e;
    }
  }
}
