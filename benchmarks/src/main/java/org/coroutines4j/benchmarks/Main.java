package org.coroutines4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The program {@code benchmarks/run}: runs the benchmarks and writes the page of results. */
@Command(
    name = "benchmarks/run",
    description = "Runs coroutines4j and its peers side by side, and writes the page of results.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class Main implements Callable<Integer> {
  private static final String ALL = ".*";

  @Parameters(
      paramLabel = "REGEX",
      description = "Which benchmarks to run, by Workload.peer, to print their results only.",
      defaultValue = ALL)
  private String include = ALL;

  @Option(
      names = "--quick",
      description =
          "Runs each once with a hundredth of its work, to see that it runs; writes nothing.")
  private boolean quick;

  @Option(names = "--forks", description = "JVMs for each benchmark (default: ${DEFAULT-VALUE}).")
  private int forks = 2;

  @Option(
      names = "--warmups",
      description = "Iterations that do not count (default: ${DEFAULT-VALUE}).")
  private int warmups = 3;

  @Option(
      names = "--iterations",
      description = "Iterations that count, of each fork (default: ${DEFAULT-VALUE}).")
  private int iterations = 5;

  @Option(
      names = "--seconds",
      description = "How long an iteration takes (default: ${DEFAULT-VALUE}).")
  private int seconds = 1;

  @Option(
      names = "--profiler",
      description = "A profiler of JMH, such as gc; adds its figures to JMH's output.")
  private String profiler = "";

  @Option(
      names = "--no-processes",
      description = "Leaves out what runs in processes of its own: memory and Python's asyncio.")
  private boolean withoutProcesses;

  @Option(
      names = "--module",
      paramLabel = "FOLDER",
      description = "This module's folder, where RESULTS.md and its picture go.")
  private Path module = Path.of("benchmarks");

  /** Runs the program. */
  public static void main(String... args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    if (quick) {
      System.out.println(Suite.runQuickly(include).size() + " benchmarks ran.");
      return 0;
    }
    Effort effort = new Effort(forks, warmups, iterations, seconds);
    List<Measured> measured = new Suite(include, effort, profiler).run();
    if (!include.equals(ALL)) {
      System.out.println(new ResultsPage(measured, Processes.none(), effort).text());
      return 0;
    }
    write(
        measured,
        Processes.none(),
        effort); // saved already, because the processes that run next may fail
    if (!withoutProcesses) {
      write(measured, Processes.run(module), effort);
    }
    Chart.of(measured).write(module.resolve("results.png"));
    return 0;
  }

  private void write(List<Measured> measured, Processes processes, Effort effort)
      throws IOException {
    Files.writeString(
        module.resolve("RESULTS.md"), new ResultsPage(measured, processes, effort).text());
  }
}
