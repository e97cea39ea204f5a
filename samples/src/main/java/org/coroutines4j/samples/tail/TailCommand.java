package org.coroutines4j.samples.tail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.coroutines4j.Async;
import org.coroutines4j.samples.terminal.Console;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The program: reads the command line, follows, tells. */
@Command(
    name = "tail",
    description =
        "Follows growing files together, prints the lines that are appended, and tells every"
            + " second how many there were.",
    footer = {
      "",
      "Without a FILE it grows two files itself in a temporary folder, counts their lines",
      "and checks that each was counted once; and it deletes them at the end.",
      "The lines go to standard output, the counts per second to standard error. A FILE may be",
      "truncated, or renamed while another file gets its name.",
      "Exit code: 0 all is well; 1 lines were lost or counted twice; 2 bad arguments, or a",
      "file that cannot be read or written."
    })
final class TailCommand implements Callable<Integer> {
  private static final Duration DEMO_TIME = Duration.ofSeconds(10);
  private static final Pattern DEMO_GREP = Pattern.compile("ERROR");

  private final Console console;

  @Spec private @Nullable CommandSpec spec;

  // Text, since picocli would call a bad one only "unmatched".
  @Parameters(paramLabel = "FILE", description = "A text file, in UTF-8.")
  private List<String> files = new ArrayList<>();

  @Option(
      names = {"-g", "--grep"},
      paramLabel = "REGEX",
      converter = Arguments.Regex.class,
      description = "Only lines in which this regular expression is found are matches.")
  private @Nullable Pattern grep;

  @Option(
      names = {"-s", "--seconds"},
      paramLabel = "N",
      converter = Arguments.Seconds.class,
      description = "For how long (default: until Ctrl-C; without a FILE 10).")
  private @Nullable Duration time;

  @Option(
      names = {"-a", "--all"},
      description = "Begins with the lines that are in the FILEs already.")
  private boolean all;

  @Option(
      names = {"-q", "--quiet"},
      description = "Prints no lines; then the final counts go to standard output.")
  private boolean quiet;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this help.")
  @SuppressWarnings("unused") // picocli reads it
  private boolean help;

  TailCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (files.isEmpty() && (all || quiet)) {
      throw bad("--all and --quiet are for FILEs, and there is none");
    }
    try {
      return files.isEmpty() ? demo() : followFiles();
    } catch (UncheckedIOException e) {
      throw bad(message(Objects.requireNonNull(e.getCause(), "has a cause")));
    }
  }

  private int demo() {
    TailRun run = new TailRun(grep != null ? grep : DEMO_GREP, console);
    Duration demoTime = time != null ? time : DEMO_TIME;
    boolean isGood = Async.call(scope -> run.followDemo(scope, demoTime));
    return isGood ? 0 : 1;
  }

  private int followFiles() {
    List<Path> paths;
    try {
      paths = files.stream().map(Arguments::file).toList();
    } catch (TypeConversionException e) {
      throw bad(Objects.requireNonNull(e.getMessage(), "has a message"));
    }
    TailRun run = new TailRun(grep, console);
    Async.run(scope -> run.follow(scope, paths, all, quiet, time));
    return 0;
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
