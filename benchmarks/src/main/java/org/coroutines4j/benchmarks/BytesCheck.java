package org.coroutines4j.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Compares the bytes that operations of coroutines4j allocate with the committed figures. The
 * figures are for JDK 25; another JDK allocates differently.
 */
final class BytesCheck {
  /** By how much a row may exceed its figure. */
  private static final double TOLERANCE = 0.10;

  /** By how many bytes a row may exceed its figure in any case, for rows near zero. */
  private static final double ALLOWANCE = 8;

  /** For how many seconds a row runs before it is measured, and if it seems to need more. */
  private static final int WARMUPS = 2;

  private static final int LONGER = 4;

  private final Path file;

  BytesCheck(Path file) {
    this.file = file;
  }

  /**
   * The committed figure of one row.
   *
   * @param row the row as in {@link Measured#row}
   * @param bytes the bytes of each operation
   */
  record Committed(String row, double bytes) {
    private boolean exceededBy(double measured) {
      return measured > bytes + Math.max(bytes * TOLERANCE, ALLOWANCE);
    }
  }

  /**
   * Measures all rows, and prints each beside its figure. A row that seems to need more is measured
   * a second time with a longer warm-up, since code that is not compiled yet allocates more.
   *
   * @return the exit code: 1 if a row needs more than its figure allows, or has no figure
   */
  int run(PrintStream out) throws IOException, RunnerException {
    requireJdk();
    List<Committed> committed = Tsv.read(file, Committed.class);
    Map<String, Double> measured = new TreeMap<>(measure(CheckedRows.PATTERN, WARMUPS));
    String again =
        committed.stream()
            .filter(each -> each.exceededBy(measured.getOrDefault(each.row(), 0.0)))
            .map(each -> Pattern.quote(each.row().replaceFirst(",.*", "")))
            .distinct()
            .collect(Collectors.joining("|"));
    if (!again.isEmpty()) {
      out.println("Measures again with a longer warm-up: " + again.replaceAll("\\\\[QE]", ""));
      measure("\\.(" + again + ")$", LONGER)
          .forEach((row, bytes) -> measured.merge(row, bytes, Math::min));
    }
    return compare(committed, measured, out);
  }

  static int compare(List<Committed> committed, Map<String, Double> measured, PrintStream out) {
    int wrong = 0;
    Map<String, Double> rest = new TreeMap<>(measured);
    for (Committed each : committed) {
      Double bytes = rest.remove(each.row());
      if (bytes == null) {
        wrong++;
        out.printf(
            Locale.ROOT, "FAIL %s: not measured, committed %.1f B%n", each.row(), each.bytes());
        continue;
      }
      boolean exceeded = each.exceededBy(bytes);
      wrong += exceeded ? 1 : 0;
      out.printf(
          Locale.ROOT,
          "%s %s: committed %.1f B, measured %.1f B (%+.1f %%)%n",
          exceeded ? "FAIL" : "ok  ",
          each.row(),
          each.bytes(),
          bytes,
          100 * (bytes - each.bytes()) / Math.max(each.bytes(), 1));
    }
    for (Map.Entry<String, Double> each : rest.entrySet()) {
      wrong++;
      out.printf(
          Locale.ROOT, "FAIL %s: measured %.1f B, no figure%n", each.getKey(), each.getValue());
    }
    if (wrong > 0) {
      out.println(
          wrong
              + " rows fail. If they allocate more on purpose, write new figures:"
              + " benchmarks/run --check --write");
    }
    return wrong > 0 ? 1 : 0;
  }

  /** Measures all rows with a longer warm-up, and writes them as the figures to compare with. */
  int write() throws IOException, RunnerException {
    requireJdk();
    List<Committed> figures =
        new TreeMap<>(measure(CheckedRows.PATTERN, LONGER))
            .entrySet().stream()
                .map(each -> new Committed(each.getKey(), each.getValue()))
                .toList();
    Tsv.write(
        file,
        List.of("Written by benchmarks/run --check --write, on JDK " + Runtime.version()),
        Committed.class,
        figures);
    return 0;
  }

  /** Returns the bytes of each operation, by row: the least of the iterations. */
  private static Map<String, Double> measure(String include, int warmups) throws RunnerException {
    return Suite.leastBytes(include, warmups).stream()
        .collect(Collectors.toMap(Measured::row, Measured::bytes));
  }

  private static void requireJdk() {
    if (!Suite.isOn25()) {
      throw new IllegalStateException(
          "the figures are for JDK 25, but this is JDK "
              + Runtime.version().feature()
              + ". Set JAVA_HOME to a JDK 25.");
    }
  }
}
