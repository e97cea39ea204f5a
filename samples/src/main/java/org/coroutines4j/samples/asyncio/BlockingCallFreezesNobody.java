package org.coroutines4j.samples.asyncio;

import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.*;

import java.io.PrintStream;

/**
 * A task that blocks its thread leaves all others running: the ticker goes on during the sleep.
 * Different from asyncio, where one {@code time.sleep} stops everything.
 *
 * <p>asyncio tutorial 003, row 003-2.
 */
final class BlockingCallFreezesNobody {
  private BlockingCallFreezesNobody() {}

  static void main(PrintStream out) {
    run(
        scope -> {
          scope.background(() -> tick(Stopwatch.start(), out));
          delay(ofMillis(150));
          out.println("blocking");
          Thread.sleep(600);
          out.println("blocking is over");
          delay(ofMillis(250));
        });
  }

  private static void tick(Stopwatch watch, PrintStream out) {
    while (true) {
      out.println("tick at " + watch.seconds(1));
      delay(ofMillis(100));
    }
  }
}
