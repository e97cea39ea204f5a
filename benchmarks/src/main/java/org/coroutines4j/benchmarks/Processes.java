package org.coroutines4j.benchmarks;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.coroutines4j.benchmarks.ChildJvm.Ended;
import org.coroutines4j.benchmarks.process.AsyncioTwin;
import org.coroutines4j.benchmarks.process.Suspended;

/** Runs programs that are measured in processes of their own, one after the other. */
final class Processes {
  private static final int ROUNDS = 11;
  private static final int RUNS = 3;

  private Processes() {}

  /** The bytes for each suspended task: of live heap, and of the whole process. */
  record Memory(String peer, int tasks, long heap, long resident) {}

  /**
   * The times of one program with coroutines4j and with asyncio, in seconds: of a process with one
   * round, of the first of many rounds, and their median.
   */
  record AgainstAsyncio(
      int cores,
      String program,
      int size,
      double process,
      double first,
      double median,
      double pythonProcess,
      double pythonFirst,
      double pythonMedian) {}

  static List<Memory> memory() {
    List<Memory> memory = new ArrayList<>();
    for (int tasks : new int[] {100_000, 1_000_000}) {
      memory.add(memory("kotlinx", tasks));
      if (Suite.isOn25()) { // before JDK 21, each task would have a platform thread
        memory.add(memory("coroutines4j", tasks));
        memory.add(memory("virtualThreads", tasks));
      }
    }
    return memory;
  }

  private static Memory memory(String peer, int tasks) {
    String[] bytes =
        java(ChildJvm.ALL_CORES, Suspended.class, peer, Integer.toString(tasks))
            .lines()
            .get(0)
            .split(" ", -1);
    return new Memory(peer, tasks, Long.parseLong(bytes[0]), Long.parseLong(bytes[1]));
  }

  static List<AgainstAsyncio> asyncio(Path module, int cores) {
    Path script = module.resolve("src/main/python/asyncio_workloads.py");
    List<AgainstAsyncio> compared = new ArrayList<>();
    for (String program : List.of("gather", "sleepers", "queue", "generator", "semaphore")) {
      if (!Suite.isOn25() && program.equals("sleepers")) {
        continue; // each sleeper would have a platform thread
      }
      int size = program.equals("semaphore") ? 20_000 : 100_000;
      String sizeText = Integer.toString(size);
      Times ours = times(rounds -> java(cores, AsyncioTwin.class, program, sizeText, rounds));
      Times python =
          times(
              rounds ->
                  ChildJvm.run(
                      ChildJvm.bound(
                          cores,
                          List.of("python3", script.toString(), program, sizeText, rounds))));
      compared.add(
          new AgainstAsyncio(
              cores,
              program,
              size,
              ours.process(),
              ours.first(),
              ours.median(),
              python.process(),
              python.first(),
              python.median()));
    }
    return compared;
  }

  private record Times(double process, double first, double median) {}

  private interface Program {
    Ended run(String rounds);
  }

  private static Times times(Program program) {
    double[] process = new double[RUNS];
    for (int i = 0; i < RUNS; i++) {
      process[i] = program.run("1").seconds();
    }
    Ended many = program.run(Integer.toString(ROUNDS));
    double[] rounds = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      rounds[i] = many.seconds(i);
    }
    return new Times(median(process), rounds[0], median(rounds));
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** Returns the version of {@code python3}; empty if the path has none. */
  static String pythonVersion() {
    try {
      return ChildJvm.run(List.of("python3", "-V")).lines().get(0);
    } catch (UncheckedIOException e) {
      return "";
    }
  }

  private static Ended java(int cores, Class<?> main, String... args) {
    return ChildJvm.run(ChildJvm.bound(cores, ChildJvm.command(List.of(), main, List.of(args))));
  }
}
