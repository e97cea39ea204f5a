package org.coroutines4j.samples.pipeline;

import java.io.PrintStream;
import org.coroutines4j.samples.terminal.Units;

/** A line for each quarter, for files and pipes. */
final class LineProgress implements Progress {
  private static final int PARTS = 4;

  private final String task;
  private final long total;
  private final PrintStream out;
  private long toldParts;

  LineProgress(String task, long total, PrintStream out) {
    this.task = task;
    this.total = total;
    this.out = out;
  }

  @Override
  public void reached(long bytes) {
    long parts = total == 0 ? PARTS : (long) ((double) bytes / total * PARTS);
    if (parts > toldParts) {
      toldParts = parts;
      out.println(task + ": " + Units.megabytes(bytes) + " of " + Units.megabytes(total));
    }
  }

  @Override
  public void close() {}
}
