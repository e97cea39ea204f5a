package org.coroutines4j.samples.asyncio;

import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.*;

import java.io.PrintStream;
import java.util.List;

/**
 * Three bodies of one, two and half a second: the {@code gather} takes the longest, two.
 *
 * <p>asyncio tutorial 004, row 004-3.
 */
final class GatherTakesTheLongest {
  private GatherTakesTheLongest() {}

  static void main(PrintStream out) {
    Stopwatch watch = Stopwatch.start();
    List<String> results =
        call(
            scope ->
                gather(
                    () -> task("A", 1_000, out),
                    () -> task("B", 2_000, out),
                    () -> task("C", 500, out)));
    out.println("Done in " + watch.seconds(2) + "s: " + Repr.of(results));
  }

  private static String task(String name, int millis, PrintStream out) {
    out.println("Start " + name);
    delay(ofMillis(millis));
    return name;
  }
}
