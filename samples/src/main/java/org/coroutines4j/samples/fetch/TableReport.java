package org.coroutines4j.samples.fetch;

import java.io.PrintStream;
import java.util.Locale;
import org.coroutines4j.samples.terminal.Units;

/** The report as a table for people, with a summary below. */
final class TableReport implements ReportPrinter {
  private static final int MAX_URL_WIDTH = 70;

  @Override
  public void print(Report report, PrintStream out) {
    String row = "%6s %11s %9s %5s  %-" + urlWidth(report) + "s  %s";
    println(out, row, "STATUS", "BYTES", "TIME", "TRIES", "URL", "ERROR");
    for (FetchResult result : report.results()) {
      println(
          out,
          row,
          result.status() == 0 ? "-" : result.status(),
          String.format(Locale.ROOT, "%,d", result.bytes()),
          Units.fixedSeconds(result.time()),
          result.attempts(),
          result.url(),
          result.error() == null ? "" : result.error());
    }
    out.println();
    if (!report.isComplete()) {
      println(out, "Interrupted: %d of %d done.", report.results().size(), report.asked());
    }
    printSummary(report, out);
    if (report.verdict() != null) {
      printVerdict(report.verdict(), out);
    }
    out.flush();
  }

  private static void printSummary(Report report, PrintStream out) {
    println(out, "%d ok, %d failed.", report.ok(), report.failed());
    double times = (double) report.sumOfTimes().toNanos() / Math.max(1, report.wall().toNanos());
    println(
        out,
        "%s in all; one after the other it would have been %s, %.1f times as long.",
        Units.fixedSeconds(report.wall()),
        Units.fixedSeconds(report.sumOfTimes()),
        times);
  }

  private static void printVerdict(Verdict verdict, PrintStream out) {
    verdict.differences().forEach(it -> println(out, "NOT as the server meant it: %s", it));
    println(
        out,
        "%s: %d of %d pages ended as the server meant it.",
        verdict.isGood() ? "GOOD" : "BAD",
        verdict.pages() - verdict.differences().size(),
        verdict.pages());
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
