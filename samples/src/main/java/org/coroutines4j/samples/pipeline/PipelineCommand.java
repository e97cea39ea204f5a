package org.coroutines4j.samples.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.coroutines4j.Async;
import org.coroutines4j.samples.terminal.Console;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The program: reads the command line, counts, checks, tells. */
@Command(
    name = "pipeline",
    description =
        "Counts the words of a text file with a pipeline of tasks, and checks the counts"
            + " against those of a plain loop.",
    footer = {
      "",
      "Without a FILE it generates one in a temporary folder, and deletes it at the end.",
      "A word is a run of letters, digits and other than ASCII characters; the case of",
      "ASCII letters does not count.",
      "Exit code: 0 the counts agree; 1 they do not, or too much memory was in use;",
      "2 bad arguments, or a file that cannot be read or written."
    })
final class PipelineCommand implements Callable<Integer> {
  private final Console console;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      converter = Arguments.InputFile.class,
      description = "The text, in UTF-8.")
  private @Nullable Path file;

  @Option(
      names = {"-s", "--size"},
      paramLabel = "SIZE",
      converter = Arguments.Size.class,
      description = "Of the generated file: 500KB, 200MB, 2GB (default: 200MB).")
  private @Nullable Long size;

  @Option(
      names = {"-w", "--workers"},
      paramLabel = "N",
      defaultValue = "4",
      converter = Arguments.Workers.class,
      description = "How many tasks count (default: ${DEFAULT-VALUE}).")
  private int workers;

  @Option(
      names = {"-n", "--top"},
      paramLabel = "N",
      defaultValue = "10",
      converter = Arguments.Top.class,
      description = "How many of the most frequent words to show (default: ${DEFAULT-VALUE}).")
  private int top;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      converter = Arguments.OutputFile.class,
      description = "Writes all words with their counts into FILE.")
  private @Nullable Path output;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this help.")
  @SuppressWarnings("unused") // picocli reads it
  private boolean help;

  PipelineCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (file != null && size != null) {
      throw bad("--size is for the generated file, and there is a FILE");
    }
    if (file != null && output != null && Arguments.isSame(file, output)) {
      throw bad("--output is the FILE to be read");
    }
    PipelineRun run = new PipelineRun(Plan.of(workers), top, output, console);
    long toGenerate = size != null ? size : Sizes.DEFAULT;
    try {
      Report report =
          Async.call(
              scope -> file != null ? run.count(file) : run.countGenerated(scope, toGenerate));
      return report.isGood() ? 0 : 1;
    } catch (UncheckedIOException e) {
      throw bad(message(Objects.requireNonNull(e.getCause(), "has a cause")));
    }
  }

  private static String message(IOException e) {
    String message = e.getMessage(); // that of a FileSystemException may be the file's name only
    return message == null || e instanceof FileSystemException ? e.toString() : message;
  }

  private ParameterException bad(String message) {
    return new ParameterException(
        Objects.requireNonNull(spec, "set by picocli").commandLine(), message);
  }
}
