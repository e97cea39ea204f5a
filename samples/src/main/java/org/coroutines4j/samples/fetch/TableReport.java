package org.coroutines4j.samples.fetch;

import java.io.PrintStream;
import java.util.Locale;
import org.coroutines4j.samples.terminal.Units;

/** Prints a report as a table for people, with a summary below. */
final class TableReport {
  private static final int MAX_URL_WIDTH = 70;

  private TableReport() {}

  static void print(Report report, PrintStream out) {
    String row = "%6s %11s %9s %5s  %-" + urlWidth(report) + "s  %s";
    println(out, row, "STATUS", "BYTES", "TIME", "TRIES", "URL", "ERROR");
    for (FetchResult result : report.results()) {
      println(
          out,
          row,
          result.status() == null ? "-" : result.status(),
          String.format(Locale.ROOT, "%,d", result.bytes()),
          Units.fixedSeconds(result.time()),
          result.attempts(),
          result.url(),
          result.error() == null ? "" : result.error());
    }
    out.println();
    Report.Summary summary = report.summary();
    if (summary.interrupted()) {
      println(out, "Interrupted: %d of %d done.", report.results().size(), summary.asked());
    }
    println(out, "%d ok, %d failed.", summary.ok(), summary.failed());
    println(
        out,
        "%s in all; one after the other it would have been %s, %.1f times as long.",
        Units.fixedSeconds(summary.wall()),
        Units.fixedSeconds(summary.sumOfTimes()),
        (double) summary.sumOfTimes().toNanos() / Math.max(1, summary.wall().toNanos()));
    out.flush();
  }

  private static int urlWidth(Report report) {
    int longest =
        report.results().stream().mapToInt(it -> it.url().toString().length()).max().orElse(3);
    return Math.min(longest, MAX_URL_WIDTH);
  }

  private static void println(PrintStream out, String format, Object... args) {
    out.println(String.format(Locale.ROOT, format, args).stripTrailing());
  }
}
