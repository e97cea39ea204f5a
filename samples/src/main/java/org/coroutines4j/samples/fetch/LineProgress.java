package org.coroutines4j.samples.fetch;

import java.io.PrintStream;
import java.util.Locale;
import org.coroutines4j.samples.terminal.Units;

/** A line for each page, for files and pipes. */
final class LineProgress implements Progress {
  private final int total;
  private final PrintStream out;
  private int ended;

  LineProgress(int total, PrintStream out) {
    this.total = total;
    this.out = out;
  }

  @Override
  public synchronized void ended(FetchResult result) {
    ended++;
    out.println(
        String.format(
            Locale.ROOT,
            "[%d/%d] %s %s, %,d bytes in %s",
            ended,
            total,
            result.url(),
            result.error() == null ? "ok" : "FAILED: " + result.error(),
            result.bytes(),
            Units.fixedSeconds(result.time())));
  }

  @Override
  public void close() {}
}
