package org.coroutines4j.samples.fetch;

import java.util.concurrent.atomic.AtomicInteger;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.coroutines4j.samples.terminal.Console;

/** A bar that grows, on a terminal. */
final class BarProgress implements Progress {
  private final ProgressBar bar;
  private final AtomicInteger failed = new AtomicInteger();

  BarProgress(int total, Console console) {
    bar =
        new ProgressBarBuilder()
            .setTaskName("fetch")
            .setInitialMax(total)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(100)
            .continuousUpdate()
            .hideEta()
            .setConsumer(new ConsoleProgressBarConsumer(console.err(), console.width() - 1))
            .build();
  }

  @Override
  public void ended(FetchResult result) {
    if (!result.isOk()) {
      bar.setExtraMessage(failed.incrementAndGet() + " failed");
    }
    bar.step();
  }

  @Override
  public void close() {
    bar.close();
  }
}
