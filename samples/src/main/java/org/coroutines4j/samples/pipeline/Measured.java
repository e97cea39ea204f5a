package org.coroutines4j.samples.pipeline;

import java.util.Locale;
import org.coroutines4j.samples.terminal.Units;

/**
 * How a pipeline did.
 *
 * @param bytes how long the text is
 * @param nanos how long it took
 * @param mostInFlight how much of the text was in memory at most
 * @param peakHeap how much of the heap was in use at most, see {@link PeakHeap}
 * @param differentWords how many different words there are
 */
record Measured(long bytes, long nanos, long mostInFlight, long peakHeap, int differentWords) {
  /** For blocks, for tables of the words of a block, and for all else that is on the heap. */
  private static final long BOUND = 128_000_000;

  /** A word's share of the result, while its table grows. */
  private static final long BOUND_PER_WORD = 256;

  /** What the heap may hold: the size of the text plays no part in it. */
  long heapBound() {
    return BOUND + BOUND_PER_WORD * differentWords;
  }

  boolean isHeapBounded() {
    return peakHeap <= heapBound();
  }

  String throughput() {
    return "Pipeline: " + speed(bytes, nanos);
  }

  String memory() {
    return String.format(
        Locale.ROOT,
        "At most %s of the text in flight. Peak heap %s, garbage included (sum of the peaks of the"
            + " memory pools);%nbound, whatever the size of the text: %s.",
        Units.megabytes(mostInFlight),
        Units.megabytes(peakHeap),
        Units.megabytes(heapBound()));
  }

  static String speed(long bytes, long nanos) {
    double seconds = nanos / 1e9;
    return String.format(Locale.ROOT, "%.2f s, %,.0f MB/s", seconds, bytes / 1e6 / seconds);
  }
}
