package org.coroutines4j.samples.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.coroutines4j.Async;
import org.coroutines4j.samples.terminal.Console;
import org.coroutines4j.samples.terminal.ConsoleCommand;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command: {@code samples/run pipeline --help}. */
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
public final class Main extends ConsoleCommand implements Callable<Integer> {
  private static final long DEFAULT_MEGABYTES = 200;

  @Parameters(paramLabel = "FILE", arity = "0..1", description = "The text, in UTF-8.")
  private @Nullable Path file;

  @Option(
      names = {"-s", "--size"},
      paramLabel = "MB",
      description = "Size of the generated file in megabytes (default: 200).")
  private @Nullable Long megabytes;

  @Option(
      names = {"-w", "--workers"},
      paramLabel = "N",
      defaultValue = "4",
      description = "How many tasks count (default: ${DEFAULT-VALUE}).")
  private int workers;

  @Option(
      names = {"-n", "--top"},
      paramLabel = "N",
      defaultValue = "10",
      description = "How many of the most frequent words to show (default: ${DEFAULT-VALUE}).")
  private int top;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Writes all words with their counts into FILE.")
  private @Nullable Path output;

  Main(Console console) {
    super(console);
  }

  /** Ends the JVM with the exit code of the command. */
  public static void main(String[] args) {
    System.exit(new Main(Console.ofThisProcess()).run(args));
  }

  @Override
  public Integer call() throws IOException {
    long toGenerate = megabytes != null ? megabytes : DEFAULT_MEGABYTES;
    requireRange("--size", toGenerate, 1, 1_000_000_000);
    requireRange("--workers", workers, 1, 1_000);
    requireRange("--top", top, 0, 1_000_000);
    if (file != null) {
      require(megabytes == null, "--size is for the generated file, and there is a FILE");
      requireReadable(file);
    }
    if (output != null) {
      requireWritable(output);
    }
    PipelineRun run = new PipelineRun(Plan.of(workers), top, output, console());
    Report report =
        Async.call(
            scope ->
                file != null ? run.count(file) : run.countGenerated(scope, toGenerate * 1_000_000));
    return report.isGood() ? 0 : 1;
  }

  private void requireWritable(Path output) throws IOException {
    boolean exists = Files.exists(output);
    require(
        Files.isWritable(exists ? output : output.toAbsolutePath().resolveSibling("."))
            && !Files.isDirectory(output),
        output + " is not a writable file");
    require(
        file == null || !exists || !Files.isSameFile(file, output),
        "--output is the FILE to be read");
  }
}
