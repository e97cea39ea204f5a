package org.coroutines4j.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.coroutines4j.benchmarks.process.AsyncioTwin;
import org.coroutines4j.benchmarks.process.Suspended;

/** The results of programs that are measured in processes of their own, one after the other. */
record Processes(List<Memory> memory, List<AgainstAsyncio> asyncio, String python) {
  private static final int ROUNDS = 11;
  private static final int RUNS = 3;

  /** The bytes for each suspended task: of live heap, and of the whole process. */
  record Memory(String peer, int tasks, long heap, long resident) {}

  /** The seconds of a process with one round, of the first of many rounds, and their median. */
  record Times(double process, double first, double median) {}

  /** The times of one workload with coroutines4j and with asyncio. */
  record AgainstAsyncio(String workload, int size, Times ours, Times python) {}

  static Processes none() {
    return new Processes(List.of(), List.of(), "not run");
  }

  static Processes run(Path module) {
    List<Memory> memory = new ArrayList<>();
    for (int tasks : new int[] {100_000, 1_000_000}) {
      memory.add(memory("kotlinx", tasks));
      if (Suite.isOn25()) { // before JDK 21, each task would have a platform thread
        memory.add(memory("coroutines4j", tasks));
        memory.add(memory("virtualThreads", tasks));
      }
    }
    String python = pythonVersion();
    return new Processes(memory, python.isEmpty() ? List.of() : againstAsyncio(module), python);
  }

  private static Memory memory(String peer, int tasks) {
    String[] bytes =
        java(Suspended.class, peer, Integer.toString(tasks)).lines().get(0).split(" ", -1);
    return new Memory(peer, tasks, Long.parseLong(bytes[0]), Long.parseLong(bytes[1]));
  }

  private static List<AgainstAsyncio> againstAsyncio(Path module) {
    Path script = module.resolve("src/main/python/asyncio_workloads.py");
    List<AgainstAsyncio> compared = new ArrayList<>();
    for (String workload : List.of("gather", "sleepers", "queue", "generator", "semaphore")) {
      if (!Suite.isOn25() && workload.equals("sleepers")) {
        continue; // each sleeper would have a platform thread
      }
      int size = workload.equals("semaphore") ? 20_000 : 100_000;
      String sizeText = Integer.toString(size);
      compared.add(
          new AgainstAsyncio(
              workload,
              size,
              times(rounds -> java(AsyncioTwin.class, workload, sizeText, rounds)),
              times(
                  rounds ->
                      process(List.of("python3", script.toString(), workload, sizeText, rounds)))));
    }
    return compared;
  }

  /** The output of a process, and the seconds that it took. */
  private record Ended(List<String> lines, double seconds) {
    double seconds(int line) {
      return Double.parseDouble(lines.get(line).split(" ", -1)[0]);
    }
  }

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

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static String pythonVersion() {
    try {
      return process(List.of("python3", "-V")).lines().get(0);
    } catch (UncheckedIOException e) {
      return "";
    }
  }

  private static Ended java(Class<?> main, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Suite.isOn25()) {
      command.add("--enable-preview");
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(args));
    return process(command);
  }

  private static Ended process(List<String> command) {
    long begin = System.nanoTime();
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      List<String> lines =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .toList();
      int status = process.waitFor();
      if (status != 0 || lines.isEmpty()) {
        throw new IllegalStateException(
            String.join(" ", command) + " ended with status " + status + ", see above");
      }
      return new Ended(lines, (System.nanoTime() - begin) / 1e9);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
