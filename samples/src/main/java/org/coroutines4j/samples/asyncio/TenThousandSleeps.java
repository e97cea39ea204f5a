package org.coroutines4j.samples.asyncio;

import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.*;

import java.io.PrintStream;

/**
 * Ten thousand tasks that all sleep for a second: a little more than a second. On JDK 21 or newer
 * they are virtual threads, before that platform threads.
 *
 * <p>asyncio tutorial 002, row 002-7.
 */
final class TenThousandSleeps {
  private static final int COUNT = 10_000;

  private TenThousandSleeps() {}

  static void main(PrintStream out) {
    Stopwatch watch = Stopwatch.start();
    run(
        scope -> {
          for (int i = 0; i < COUNT; i++) {
            scope.launch(() -> delay(ofSeconds(1)));
          }
        });
    out.println(COUNT + " sleeps of one second: " + watch.seconds(2) + "s");
  }
}
