package org.coroutines4j.samples.tail;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.coroutines4j.Async;
import org.coroutines4j.samples.terminal.Console;
import org.coroutines4j.samples.terminal.ConsoleCommand;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command: {@code samples/run tail --help}. */
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
public final class Main extends ConsoleCommand implements Callable<Integer> {
  private static final Duration DEMO_TIME = Duration.ofSeconds(10);
  private static final Pattern DEMO_GREP = Pattern.compile("ERROR");

  private static final int MOST_SECONDS = 1_000_000;

  @Parameters(paramLabel = "FILE", description = "A text file, in UTF-8.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = {"-g", "--grep"},
      paramLabel = "REGEX",
      description = "Only lines in which this regular expression is found are matches.")
  private @Nullable Pattern grep;

  @Option(
      names = {"-s", "--seconds"},
      paramLabel = "N",
      description = "For how long (default: until Ctrl-C; without a FILE 10).")
  private @Nullable Integer seconds;

  @Option(
      names = {"-a", "--all"},
      description = "Begins with the lines that are in the FILEs already.")
  private boolean all;

  @Option(
      names = {"-q", "--quiet"},
      description = "Prints no lines; then the final counts go to standard output.")
  private boolean quiet;

  Main(Console console) {
    super(console);
  }

  /** Ends the JVM with the exit code of the command. */
  public static void main(String[] args) {
    System.exit(new Main(Console.ofThisProcess()).run(args));
  }

  @Override
  public Integer call() {
    if (seconds != null) {
      requireRange("--seconds", seconds, 1, MOST_SECONDS);
    }
    Duration time = seconds != null ? Duration.ofSeconds(seconds) : null;
    if (files.isEmpty()) {
      require(!all && !quiet, "--all and --quiet are for FILEs, and there is none");
      return followDemo(time != null ? time : DEMO_TIME);
    }
    files.forEach(this::requireReadable);
    TailRun run = new TailRun(grep, console());
    Async.run(scope -> run.follow(scope, files, all, quiet, time));
    return 0;
  }

  private int followDemo(Duration time) {
    TailRun run = new TailRun(grep != null ? grep : DEMO_GREP, console());
    boolean isGood = Async.call(scope -> run.followDemo(scope, time));
    return isGood ? 0 : 1;
  }
}
