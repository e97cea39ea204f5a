package org.coroutines4j.samples.pipeline;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.coroutines4j.samples.terminal.Console;

/** A bar that grows, on a terminal. */
final class BarProgress implements Progress {
  private final ProgressBar bar;

  BarProgress(String task, long total, Console console) {
    bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(total)
            .setUnit(" MB", 1_000_000)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(100)
            .continuousUpdate()
            .hideEta()
            .setConsumer(new ConsoleProgressBarConsumer(console.err(), console.width() - 1))
            .build();
  }

  @Override
  public void reached(long bytes) {
    bar.stepTo(bytes);
  }

  @Override
  public void close() {
    bar.close();
  }
}
