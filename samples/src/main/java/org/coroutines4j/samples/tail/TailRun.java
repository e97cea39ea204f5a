package org.coroutines4j.samples.tail;

import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.forEachConcurrent;
import static org.coroutines4j.Async.taskScope;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.coroutines4j.TaskScope;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.samples.terminal.Console;
import org.coroutines4j.samples.terminal.TemporaryFolder;
import org.jspecify.annotations.Nullable;

/**
 * One run of the program: follows, shows, and in the end, Ctrl-C included, tells what there was.
 */
final class TailRun {
  private final @Nullable Pattern grep;
  private final Console console;
  private final AtomicBoolean over = new AtomicBoolean();

  TailRun(@Nullable Pattern grep, Console console) {
    this.grep = grep;
    this.console = console;
  }

  /**
   * Follows files of the user's.
   *
   * @param all whether to read what is in them already
   * @param quiet whether to show the counts only
   * @param time until when; without end if null
   */
  void follow(
      TaskScope scope, List<Path> files, boolean all, boolean quiet, @Nullable Duration time) {
    if (time != null) {
      scope.background(
          () -> {
            delay(time);
            over.set(true);
          });
    }
    Screen screen = new Screen(files, console);
    PrintStream summary = quiet ? console.out() : console.err();
    follow(new Watch(files, grep), all, screen, quiet ? found -> {} : screen::show, summary);
  }

  /** Follows files that it grows itself; returns whether all lines have been counted once. */
  boolean followDemo(TaskScope scope, Duration time) throws IOException {
    Path folder = scope.use(TemporaryFolder.create("tail")).path();
    List<DemoFile> demo =
        List.of(
            new DemoFile(folder.resolve("busy.log"), 100),
            new DemoFile(folder.resolve("calm.log"), 10));
    List<Path> files = demo.stream().map(DemoFile::path).toList();
    console.err().println("Growing two files in " + folder + " for " + time.toSeconds() + " s.");
    Watch watch = new Watch(files, grep);
    taskScope()
        .run(
            growing -> {
              growing.launch(
                  () -> {
                    forEachConcurrent(demo, demo.size(), file -> file.grow(time));
                    over.set(true);
                  });
              ThrowingConsumer<Found> check = found -> demo.get(found.file()).saw(found.lines());
              follow(watch, true, new Screen(files, console), check, console.out());
            });
    return isGood(demo, watch.tally());
  }

  private void follow(
      Watch watch,
      boolean all,
      Screen screen,
      ThrowingConsumer<Found> action,
      PrintStream summary) {
    try (screen) {
      watch.follow(all, over, screen, action);
    } finally {
      watch.print(summary);
    }
  }

  private boolean isGood(List<DemoFile> demo, Tally tally) {
    boolean isGood = true;
    for (int i = 0; i < demo.size(); i++) {
      String complaint = demo.get(i).complaint(tally.counts().get(i), grep);
      if (complaint != null) {
        isGood = false;
        console.out().println("BAD: " + demo.get(i).path().getFileName() + ": " + complaint + ".");
      }
    }
    if (isGood) {
      console.out().println("GOOD: every line that was written was counted once, in its order.");
    }
    return isGood;
  }
}
