package org.coroutines4j.samples.terminal;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows how much of a job is done: a bar that grows on a terminal, and lines elsewhere. Any thread
 * may report progress.
 */
public final class Progress implements AutoCloseable {
  private static final int QUARTERS = 4;

  private final String job;
  private final long total;
  private final PrintStream out;
  private final @Nullable ProgressBar bar;
  private long items;
  private long failures;
  private long quarters;

  private Progress(String job, long total, Console console, ProgressBarBuilder builder) {
    this.job = job;
    this.total = total;
    this.out = console.err();
    this.bar =
        !console.isTerminal()
            ? null
            : builder
                .setTaskName(job)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(100)
                .continuousUpdate()
                .hideEta()
                .setConsumer(new ConsoleProgressBarConsumer(out, console.width() - 1))
                .build();
  }

  /** Creates the progress of a job that has a number of items. */
  public static Progress ofItems(String job, int total, Console console) {
    return new Progress(job, total, console, new ProgressBarBuilder());
  }

  /** Creates the progress of a job that reads or writes a number of bytes. */
  public static Progress ofBytes(String job, long total, Console console) {
    return new Progress(job, total, console, new ProgressBarBuilder().setUnit(" MB", 1_000_000));
  }

  /** Counts one more item: the bar shows how many failed, a line shows the item's summary. */
  public synchronized void itemDone(boolean isOk, String summary) {
    items++;
    if (bar != null) {
      failures += isOk ? 0 : 1;
      bar.setExtraMessage(failures == 0 ? "" : failures + " failed");
      bar.step();
    } else {
      out.println("[" + items + "/" + total + "] " + summary);
    }
  }

  /** Moves the bar to {@code bytes}, or prints a line when another quarter is done. */
  public synchronized void bytesDone(long bytes) {
    if (bar != null) {
      bar.stepTo(bytes);
      return;
    }
    long now = total == 0 ? QUARTERS : (long) ((double) bytes / total * QUARTERS);
    if (now > quarters) {
      quarters = now;
      out.println(job + ": " + Units.megabytes(bytes) + " of " + Units.megabytes(total));
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
