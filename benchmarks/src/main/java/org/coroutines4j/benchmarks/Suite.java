package org.coroutines4j.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the JMH benchmarks. */
final class Suite {
  /** Matches the benchmarks that need JDK 25, by the names of their methods. */
  private static final String NEWER = "\\.(structuredTaskScope|virtualThreads|jox|gatherers)$";

  /** Lets JMH use what JDK 25 otherwise warns of. */
  static final String UNSAFE = "--sun-misc-unsafe-memory-access=allow";

  private final String include;
  private final Effort effort;
  private final String profiler;

  /**
   * Creates a suite of all benchmarks whose name, {@code Workload.peer}, matches the regular
   * expression {@code include}.
   */
  Suite(String include, Effort effort, String profiler) {
    this.include = include;
    this.effort = effort;
    this.profiler = profiler;
  }

  static boolean isOn25() {
    return Runtime.version().feature() == 25;
  }

  List<Measured> run(int cores) throws RunnerException {
    ChainedOptionsBuilder options = options(include);
    options
        .forks(effort.forks())
        .warmupIterations(effort.warmups())
        .warmupTime(TimeValue.seconds(effort.seconds()))
        .measurementIterations(effort.iterations())
        .measurementTime(TimeValue.seconds(effort.seconds()))
        .addProfiler(GCProfiler.class) // for the bytes of each operation
        .shouldFailOnError(true);
    if (!profiler.isEmpty()) {
      options.addProfiler(profiler);
    }
    Collection<RunResult> results = new Runner(options.build()).run();
    List<Measured> measured = new ArrayList<>();
    results.forEach(result -> measured.add(Measured.of(result, cores)));
    measured.sort(
        Comparator.comparing(Measured::workload)); // stable, so the peers keep their order
    return measured;
  }

  /**
   * Runs each benchmark once with a hundredth of its work, only to show that it runs. The times
   * mean nothing.
   */
  static Collection<RunResult> runQuickly(String include) throws RunnerException {
    System.setProperty("benchmarks.divisor", "100");
    // The times do not matter, so a concurrent run of JMH does not disturb this one.
    System.setProperty("jmh.ignoreLock", "true");
    try {
      return new Runner(
              options(include)
                  .mode(Mode.SingleShotTime)
                  .forks(0)
                  .warmupIterations(0)
                  .measurementIterations(1)
                  .verbosity(VerboseMode.SILENT)
                  .shouldFailOnError(true)
                  .build())
          .run();
    } finally {
      System.clearProperty("jmh.ignoreLock");
      System.clearProperty("benchmarks.divisor");
    }
  }

  /**
   * Runs benchmarks in a short form, for the bytes that they allocate. One processor and a
   * collector without threads of its own make the bytes the same in each run.
   *
   * @return results of which only {@link Measured#bytes} counts: the least of the iterations
   */
  static List<Measured> leastBytes(String include, int warmups) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(include)
            .forks(1)
            .jvmArgs("--enable-preview", UNSAFE, "-XX:ActiveProcessorCount=1", "-XX:+UseSerialGC")
            .warmupIterations(warmups)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(3)
            .measurementTime(TimeValue.milliseconds(300))
            .addProfiler(GCProfiler.class)
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true);
    CheckedRows.PARAMETERS.forEach(options::param);
    // The times do not matter, so a concurrent run of JMH does not disturb this one.
    System.setProperty("jmh.ignoreLock", "true");
    try {
      return new Runner(options.build())
          .run().stream().map(result -> Measured.of(result, ChildJvm.ALL_CORES)).toList();
    } finally {
      System.clearProperty("jmh.ignoreLock");
    }
  }

  /** Returns whether {@code benchmark} runs on this JDK. */
  static boolean runsHere(String benchmark) {
    return isOn25() || !Pattern.compile(NEWER).matcher(benchmark).find();
  }

  private static ChainedOptionsBuilder options(String include) {
    ChainedOptionsBuilder options = new OptionsBuilder().include(include);
    if (isOn25()) {
      options.jvmArgsAppend("--enable-preview", UNSAFE);
    } else {
      options.exclude(NEWER);
    }
    return options;
  }
}
