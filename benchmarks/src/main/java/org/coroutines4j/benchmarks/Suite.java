package org.coroutines4j.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The benchmarks of JMH. */
final class Suite {
  /** Those that only JDK 25 has, by their methods. */
  private static final String NEWER = "\\.(structuredTaskScope|virtualThreads|jox|gatherers)$";

  private final String include;
  private final Effort effort;
  private final String profiler;

  /** All whose {@code Workload.peer} has a match of {@code include}. */
  Suite(String include, Effort effort, String profiler) {
    this.include = include;
    this.effort = effort;
    this.profiler = profiler;
  }

  static boolean isOn25() {
    return Runtime.version().feature() == 25;
  }

  List<Measured> run() throws RunnerException {
    ChainedOptionsBuilder options = options(include);
    options
        .forks(effort.forks())
        .warmupIterations(effort.warmups())
        .warmupTime(TimeValue.seconds(effort.seconds()))
        .measurementIterations(effort.iterations())
        .measurementTime(TimeValue.seconds(effort.seconds()))
        .shouldFailOnError(true);
    if (!profiler.isEmpty()) {
      options.addProfiler(profiler);
    }
    Collection<RunResult> results = new Runner(options.build()).run();
    List<Measured> measured = new ArrayList<>();
    results.forEach(result -> measured.add(Measured.of(result)));
    measured.sort(Comparator.comparing(Measured::workload)); // stable: the peers keep their order
    return measured;
  }

  /**
   * Runs each once, with a hundredth of its work: it shows that they run; their times say nothing.
   */
  static Collection<RunResult> runQuickly(String include) throws RunnerException {
    System.setProperty("benchmarks.divisor", "100");
    System.setProperty(
        "jmh.ignoreLock", "true"); // it measures nothing that another run could disturb
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

  /** Whether this JDK has what it needs. */
  static boolean runsHere(String benchmark) {
    return isOn25() || !Pattern.compile(NEWER).matcher(benchmark).find();
  }

  private static ChainedOptionsBuilder options(String include) {
    ChainedOptionsBuilder options = new OptionsBuilder().include(include);
    if (isOn25()) {
      options.jvmArgsAppend("--enable-preview");
    } else {
      options.exclude(NEWER);
    }
    return options;
  }
}
