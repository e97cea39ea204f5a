package org.coroutines4j.samples.pipeline;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.coroutines4j.samples.terminal.Units;

/**
 * What was counted, and how.
 *
 * @param counts what the pipeline has counted
 * @param expected what the plain loop has counted
 * @param measured how the pipeline did
 * @param plainNanos how long the plain loop took
 */
record Report(
    Map<String, Long> counts, Map<String, Long> expected, Measured measured, long plainNanos) {
  private static final Comparator<Map.Entry<String, Long>> MOST_FREQUENT_FIRST =
      Map.Entry.<String, Long>comparingByValue()
          .reversed()
          .thenComparing(Map.Entry.comparingByKey());

  boolean isGood() {
    return counts.equals(expected) && measured.isHeapBounded();
  }

  void print(PrintStream out, int top) {
    out.printf(Locale.ROOT, "%15s  %s%n", "COUNT", "WORD");
    sorted().stream()
        .limit(top)
        .forEach(it -> out.printf(Locale.ROOT, "%,15d  %s%n", it.getValue(), it.getKey()));
    long words = counts.values().stream().mapToLong(it -> it).sum();
    out.println();
    out.printf(
        Locale.ROOT,
        "%,d words, %,d different ones, in %s.%n",
        words,
        counts.size(),
        Units.megabytes(measured.bytes()));
    out.println(measured.throughput() + "; plain loop: " + speed(plainNanos) + ".");
    out.println(measured.memory());
    out.println(verdict());
  }

  private String speed(long nanos) {
    return Measured.speed(measured.bytes(), nanos);
  }

  private String verdict() {
    if (!measured.isHeapBounded()) {
      return "BAD: more heap was in use than the bound.";
    }
    if (isGood()) {
      return "GOOD: all counts are those of a plain single-threaded loop.";
    }
    Set<String> words = new HashSet<>(counts.keySet());
    words.addAll(expected.keySet());
    List<String> differences =
        words.stream()
            .filter(it -> !counts.getOrDefault(it, 0L).equals(expected.getOrDefault(it, 0L)))
            .sorted()
            .toList();
    String first = differences.get(0);
    return String.format(
        Locale.ROOT,
        "BAD: the counts of %,d words are not those of a plain loop; '%s' is %d, should be %d.",
        differences.size(),
        first,
        counts.getOrDefault(first, 0L),
        expected.getOrDefault(first, 0L));
  }

  /** A line for each word, the most frequent first: count, tab, word. */
  void writeAll(Path file) throws IOException {
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
      sorted().forEach(it -> out.print(it.getValue() + "\t" + it.getKey() + "\n"));
      if (out.checkError()) {
        throw new IOException("cannot write " + file);
      }
    }
  }

  private List<Map.Entry<String, Long>> sorted() {
    return counts.entrySet().stream().sorted(MOST_FREQUENT_FIRST).toList();
  }
}
