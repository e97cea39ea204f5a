package org.coroutines4j.samples.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.coroutines4j.TaskScope;
import org.coroutines4j.samples.terminal.Console;
import org.coroutines4j.samples.terminal.Progress;
import org.coroutines4j.samples.terminal.TemporaryFolder;
import org.coroutines4j.samples.terminal.Units;
import org.jspecify.annotations.Nullable;

/** One run of the program: counts, checks, and prints what was found. */
final class PipelineRun {
  private final Plan plan;
  private final int top;
  private final @Nullable Path output;
  private final Console console;

  PipelineRun(Plan plan, int top, @Nullable Path output, Console console) {
    this.plan = plan;
    this.top = top;
    this.output = output;
    this.console = console;
  }

  /** Counts the words of a text that is deleted with the end of {@code scope}, however it ends. */
  Report countGenerated(TaskScope scope, long size) throws IOException {
    Path folder = scope.use(TemporaryFolder.create("pipeline")).path();
    Path file = folder.resolve("text.txt");
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < size) {
      throw new IOException("there is no room for " + Units.megabytes(size) + " in " + folder);
    }
    try (Progress progress = Progress.ofBytes("generate", size, console)) {
      new TextGenerator().write(file, size, progress::bytesDone);
    }
    return count(file);
  }

  Report count(Path file) throws IOException {
    Run run = runPipeline(file);
    Report report = check(file, run.words().toMap(), run.measured());
    report.print(console.out(), top);
    if (output != null) {
      report.writeAll(output);
    }
    return report;
  }

  private record Run(WordTable words, Measured measured) {}

  /** Keeps nothing of the pipeline but its result. */
  private Run runPipeline(Path file) throws IOException {
    long size = Files.size(file);
    PeakHeap heap = PeakHeap.measure();
    long started = System.nanoTime();
    try (Progress progress = Progress.ofBytes("count", size, console)) {
      Pipeline pipeline = new Pipeline(file, plan, progress::bytesDone);
      WordTable words = pipeline.countWords();
      long took = System.nanoTime() - started;
      long inFlight = pipeline.inFlight().most();
      return new Run(words, new Measured(size, took, inFlight, heap.bytes(), words.size()));
    }
  }

  private Report check(Path file, Map<String, Long> counts, Measured measured) throws IOException {
    long started = System.nanoTime();
    Map<String, Long> expected;
    try (Progress progress = Progress.ofBytes("check", measured.bytes(), console)) {
      expected = PlainCount.of(file, progress::bytesDone);
    }
    return new Report(counts, expected, measured, System.nanoTime() - started);
  }
}
