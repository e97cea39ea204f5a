package org.coroutines4j.samples.asyncio;

import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.*;

import java.io.PrintStream;

/**
 * Two calls one after the other: nothing runs together unless it is asked for.
 *
 * <p>asyncio tutorial 002, row 002-1.
 */
final class CallsInARow {
  private CallsInARow() {}

  static void main(PrintStream out) {
    Stopwatch watch = Stopwatch.start();
    run(
        scope -> {
          callApi(1, 1, out);
          callApi(2, 2, out);
        });
    out.println("Sequential: " + watch.seconds(1) + "s");
  }

  private static void callApi(int id, int seconds, PrintStream out) {
    out.println("Starting API " + id);
    delay(ofSeconds(seconds));
    out.println("Finished API " + id);
  }
}
