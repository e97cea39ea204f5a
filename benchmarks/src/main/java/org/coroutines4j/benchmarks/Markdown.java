package org.coroutines4j.benchmarks;

import java.util.List;
import java.util.Locale;

/** Formats figures and tables of the page of results. */
final class Markdown {
  private Markdown() {}

  /** Returns the head of a table. A column whose name begins with {@code >} is right-aligned. */
  static String head(List<String> columns) {
    StringBuilder names = new StringBuilder("|");
    StringBuilder rule = new StringBuilder("|");
    for (String column : columns) {
      boolean right = column.startsWith(">");
      names.append(' ').append(right ? column.substring(1) : column).append(" |");
      rule.append(right ? " ---: |" : " --- |");
    }
    return names + "\n" + rule + "\n";
  }

  static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  /** Returns a figure with about three digits; empty for NaN. */
  static String figure(double value) {
    if (Double.isNaN(value)) {
      return "";
    }
    return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%,.0f", value);
  }

  static String whole(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  static String millis(double seconds) {
    return figure(seconds * 1000);
  }

  static String ratio(double ratio, boolean bold) {
    if (Double.isNaN(ratio)) {
      return "";
    }
    String text = String.format(Locale.ROOT, "%.2f", ratio);
    return bold ? "**" + text + "**" : text;
  }

  static String cores(int cores) {
    return cores == 1 ? "1 core" : cores == ChildJvm.ALL_CORES ? "all cores" : cores + " cores";
  }
}
