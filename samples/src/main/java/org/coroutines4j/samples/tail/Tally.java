package org.coroutines4j.samples.tail;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * How much has been read of each file.
 *
 * @param nanos when this was so
 * @param counts in the order of the files
 */
record Tally(long nanos, List<Count> counts) {
  /** How many lines, and how many of them match. */
  record Count(long lines, long matches) {
    Count plus(Count other) {
      return new Count(lines + other.lines, matches + other.matches);
    }
  }

  static Tally none(int files) {
    return new Tally(System.nanoTime(), Collections.nCopies(files, new Count(0, 0)));
  }

  Tally plus(Found found) {
    List<Count> sums = new ArrayList<>(counts);
    sums.set(found.file(), sums.get(found.file()).plus(found.count()));
    return new Tally(System.nanoTime(), Collections.unmodifiableList(sums));
  }

  /** What came for a file since {@code before}, per second. */
  Count perSecond(Tally before, int file) {
    double seconds = Math.max(1, nanos - before.nanos) / 1e9;
    Count now = counts.get(file);
    Count then = before.counts.get(file);
    return new Count(
        Math.round((now.lines - then.lines) / seconds),
        Math.round((now.matches - then.matches) / seconds));
  }

  Count total() {
    return counts.stream().reduce(new Count(0, 0), Count::plus);
  }

  void print(List<Path> files, PrintStream out) {
    out.printf(Locale.ROOT, "%15s %15s  %s%n", "LINES", "MATCHES", "FILE");
    for (int i = 0; i < files.size(); i++) {
      Count count = counts.get(i);
      out.printf(Locale.ROOT, "%,15d %,15d  %s%n", count.lines, count.matches, files.get(i));
    }
  }
}
