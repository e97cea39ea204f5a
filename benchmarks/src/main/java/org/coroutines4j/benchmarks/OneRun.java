package org.coroutines4j.benchmarks;

import java.nio.file.Path;
import java.util.List;

/**
 * The program that runs the JMH benchmarks in a process that is bound to a number of cores, and
 * writes what it has measured to a file. The arguments are {@code FILE CORES INCLUDE PROFILER FORKS
 * WARMUPS ITERATIONS SECONDS}.
 */
public final class OneRun {
  private OneRun() {}

  /** Runs the program. */
  public static void main(String... args) throws Exception {
    Effort effort =
        new Effort(
            Integer.parseInt(args[4]),
            Integer.parseInt(args[5]),
            Integer.parseInt(args[6]),
            Integer.parseInt(args[7]));
    List<Measured> measured = new Suite(args[2], effort, args[3]).run(Integer.parseInt(args[1]));
    Tsv.write(Path.of(args[0]), List.of(), Measured.class, measured);
  }

  /** Starts this program on {@code cores} cores, waits for its end and returns the results. */
  static List<Measured> on(int cores, String include, Effort effort, String profiler, Path file)
      throws Exception {
    List<String> arguments =
        List.of(
            file.toString(),
            Integer.toString(cores),
            include,
            profiler,
            Integer.toString(effort.forks()),
            Integer.toString(effort.warmups()),
            Integer.toString(effort.iterations()),
            Integer.toString(effort.seconds()));
    ChildJvm.show(ChildJvm.bound(cores, ChildJvm.command(List.of(), OneRun.class, arguments)));
    return Tsv.read(file, Measured.class);
  }
}
