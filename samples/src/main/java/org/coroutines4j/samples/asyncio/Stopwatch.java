package org.coroutines4j.samples.asyncio;

import java.util.Locale;

/** Measures how long a program takes. */
final class Stopwatch {
  private final long started = System.nanoTime();

  private Stopwatch() {}

  static Stopwatch start() {
    return new Stopwatch();
  }

  /** The seconds since the start, with so many decimals, as Python's {@code f"{elapsed:.2f}"}. */
  String seconds(int decimals) {
    double seconds = (System.nanoTime() - started) / 1e9;
    return String.format(Locale.ROOT, "%." + decimals + "f", seconds);
  }
}
