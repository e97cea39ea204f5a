package org.coroutines4j.samples.asyncio;

import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.*;

import java.io.PrintStream;
import java.util.List;

/**
 * The first body takes longest, and still comes first in the list.
 *
 * <p>asyncio tutorial 003, row 003-5.
 */
final class GatherReverseDelays {
  private GatherReverseDelays() {}

  static void main(PrintStream out) {
    Stopwatch watch = Stopwatch.start();
    List<String> results =
        call(scope -> gather(() -> fetch(1, 300), () -> fetch(2, 200), () -> fetch(3, 100)));
    out.println(Repr.of(results));
    out.println("Done in " + watch.seconds(2) + "s  (sequential would take ~0.60s)");
  }

  private static String fetch(int id, int millis) {
    delay(ofMillis(millis));
    return "result-" + id;
  }
}
