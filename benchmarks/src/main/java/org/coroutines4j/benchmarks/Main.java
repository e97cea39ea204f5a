package org.coroutines4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.coroutines4j.benchmarks.Processes.AgainstAsyncio;
import org.coroutines4j.benchmarks.Processes.Memory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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

  @ArgGroup private @Nullable Mode mode;

  @Option(
      names = "--write",
      description = "With --check: writes the measured bytes as the new figures.")
  private boolean write;

  @Option(
      names = "--jdk",
      paramLabel = "HOME",
      description = "With --startup: measures this JDK; may be repeated (default: this one).")
  private List<Path> jdks = new ArrayList<>();

  @Option(
      names = "--processes",
      description = "With --startup: how often to start each program (default: ${DEFAULT-VALUE}).")
  private int processes = 41;

  @Option(
      names = "--cores",
      split = ",",
      description =
          "How many cores to bind the processes to, in one run each; 0 for no bound, without"
              + " taskset (default: ${DEFAULT-VALUE}).",
      defaultValue = "1,2")
  private List<Integer> cores = new ArrayList<>();

  @Option(names = "--forks", description = "JVMs for each benchmark (default: ${DEFAULT-VALUE}).")
  private int forks = 2;

  @Option(
      names = "--warmups",
      description = "Iterations that do not count (default: ${DEFAULT-VALUE}).")
  private int warmups = 8; // on one core the compilers need seconds

  @Option(
      names = "--iterations",
      description = "Iterations that count, of each fork (default: ${DEFAULT-VALUE}).")
  private int iterations = 3;

  @Option(
      names = "--seconds",
      description = "How long an iteration takes (default: ${DEFAULT-VALUE}).")
  private int seconds = 1;

  @Option(
      names = "--profiler",
      description = "A further profiler of JMH, such as stack; adds its figures to JMH's output.")
  private String profiler = "";

  @Option(
      names = "--no-processes",
      description = "Leaves out what runs in processes of its own: memory and Python's asyncio.")
  private boolean withoutProcesses;

  @Option(
      names = "--module",
      paramLabel = "FOLDER",
      description = "This module's folder, where RESULTS.md and the folder results are.")
  private Path module = Path.of("benchmarks");

  /** What to do instead of measuring the workloads. */
  static final class Mode {
    @Option(
        names = "--quick",
        description =
            "Runs each once with a hundredth of its work, to see that it runs; writes nothing.")
    boolean quick;

    @Option(
        names = "--check",
        description =
            "Compares the bytes that coroutines4j allocates with the committed figures, and fails"
                + " if a row needs 10 %% more. Needs JDK 25.")
    boolean check;

    @Option(
        names = "--growth",
        description = "Measures how costs grow with the number of tasks, waiters and channels.")
    boolean growth;

    @Option(
        names = "--startup",
        description = "Measures a whole process that prints one line, beside its peers.")
    boolean startup;

    @Option(
        names = "--memory-and-asyncio",
        description =
            "Measures only what runs in processes of its own: memory and Python's asyncio.")
    boolean inProcesses;

    @Option(
        names = "--page",
        description =
            "Writes RESULTS.md and its pictures from the folder results; measures nothing.")
    boolean page;
  }

  /** Runs the program. */
  public static void main(String... args) {
    System.setProperty("java.awt.headless", "true"); // the pictures need no display
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    if (mode != null) {
      return call(mode);
    }
    if (include.equals(ALL)) {
      measureAll();
    } else {
      Results all = Results.read(results());
      System.out.println(new ResultsPage(all.withMeasured(List.of(), measure(false))).tables());
    }
    return 0;
  }

  private int call(Mode chosen) throws Exception {
    if (chosen.quick) {
      System.out.println(Suite.runQuickly(include).size() + " benchmarks ran.");
      return 0;
    }
    if (chosen.check) {
      BytesCheck check = new BytesCheck(results().resolve(Results.BYTES));
      return write ? check.write() : check.run(System.out);
    }
    if (chosen.growth) {
      Growth.measure(results().resolve(Results.GROWTH));
      System.out.println(Growth.table(Results.read(results()).growth()));
    } else if (chosen.startup) {
      Path file = results().resolve(Results.STARTUP);
      List<Path> homes = jdks.isEmpty() ? List.of(Startup.thisJdk()) : jdks;
      Startup.measure(homes, processes, file).forEach(System.out::println);
    } else if (chosen.inProcesses) {
      measureProcesses();
    }
    writePage();
    return 0;
  }

  private void measureAll() throws Exception {
    if (forks < 2) {
      throw new ParameterException(
          new CommandLine(this),
          "--forks must be at least 2 for the page of results, but was "
              + forks
              + ". With a REGEX the results are only printed, and one fork is enough.");
    }
    measure(true);
    writePage(); // already here, because the processes that run next may fail
    if (!withoutProcesses) {
      measureProcesses();
      writePage();
    }
  }

  private void measureProcesses() throws Exception {
    List<Memory> memory = Processes.memory();
    Tsv.write(results().resolve(Results.MEMORY), List.of(), Memory.class, memory);
    String python = Processes.pythonVersion();
    if (!python.isEmpty()) {
      List<AgainstAsyncio> asyncio = new ArrayList<>();
      for (int each : cores) {
        asyncio.addAll(Processes.asyncio(module, each));
      }
      Path file = results().resolve(Results.ASYNCIO);
      Tsv.write(file, List.of(python), AgainstAsyncio.class, asyncio);
    }
  }

  private List<Measured> measure(boolean save) throws Exception {
    Effort effort = new Effort(forks, warmups, iterations, seconds);
    List<String> about = List.of(Machine.describe() + "; " + effort + ".");
    List<Measured> measured = new ArrayList<>();
    Path file = Files.createTempFile("measured", ".tsv");
    try {
      for (int each : cores) {
        measured.addAll(OneRun.on(each, include, effort, profiler, file));
        if (save) {
          Tsv.write(results().resolve(Results.FIGURES), about, Measured.class, measured);
        }
      }
    } finally {
      Files.delete(file);
    }
    return measured;
  }

  private void writePage() throws IOException {
    Results all = Results.read(results());
    Files.writeString(module.resolve("RESULTS.md"), new ResultsPage(all).text());
    for (int each : all.cores()) {
      Chart.of(all, each).write(results());
    }
  }

  private Path results() {
    return module.resolve("results");
  }
}
