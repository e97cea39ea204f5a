package org.coroutines4j.samples.asyncio;

import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.*;

import java.io.PrintStream;

/**
 * The same two calls in a {@code gather}: the shorter one ends first.
 *
 * <p>asyncio tutorial 002, row 002-2.
 */
final class CallsTogether {
  private CallsTogether() {}

  static void main(PrintStream out) {
    Stopwatch watch = Stopwatch.start();
    run(scope -> gather(() -> callApi(3, 2, out), () -> callApi(4, 1, out)));
    out.println("Concurrent: " + watch.seconds(1) + "s");
  }

  private static void callApi(int id, int seconds, PrintStream out) {
    out.println("Starting API " + id);
    delay(ofSeconds(seconds));
    out.println("Finished API " + id);
  }
}
