package org.coroutines4j.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts processes, bound to a number of cores. */
final class ChildJvm {
  /** Stands for a process that may use every core. */
  static final int ALL_CORES = 0;

  private ChildJvm() {}

  /**
   * The output of a process, and the time that it took.
   *
   * @param lines the lines that it printed
   * @param seconds from its start to its end
   */
  record Ended(List<String> lines, double seconds) {
    double seconds(int line) {
      return Double.parseDouble(lines.get(line).split(" ", -1)[0]);
    }
  }

  /** Returns the command that starts {@code main} with the class path and the JDK of this JVM. */
  static List<String> command(List<String> options, Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(java(Path.of(System.getProperty("java.home"))));
    if (Suite.isOn25()) {
      command.add("--enable-preview");
      command.add(Suite.UNSAFE);
    }
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return command;
  }

  static String java(Path home) {
    return home.resolve("bin").resolve("java").toString();
  }

  /**
   * Returns {@code command}, bound to the first {@code cores} cores. The JVM then counts these
   * cores only, and so do the processes that it starts.
   */
  static List<String> bound(int cores, List<String> command) {
    if (cores == ALL_CORES) {
      return command;
    }
    List<String> bound = new ArrayList<>(List.of("taskset", "-c", "0-" + (cores - 1)));
    bound.addAll(command);
    return bound;
  }

  /** Runs {@code command} with its output on this process's, and returns when it has ended. */
  static void show(List<String> command) {
    finish(command, new ProcessBuilder(command).inheritIO());
  }

  /** Runs {@code command} and returns its output, which must not be empty. */
  static Ended run(List<String> command) {
    Ended ended =
        finish(command, new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT));
    if (ended.lines().isEmpty()) {
      throw new IllegalStateException(String.join(" ", command) + " printed nothing");
    }
    return ended;
  }

  private static Ended finish(List<String> command, ProcessBuilder builder) {
    long begin = System.nanoTime();
    try {
      Process process = builder.start();
      List<String> lines =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .toList();
      int status = process.waitFor();
      double seconds = (System.nanoTime() - begin) / 1e9;
      if (status != 0) {
        throw new IllegalStateException(
            String.join(" ", command) + " ended with status " + status + ", see above");
      }
      return new Ended(lines, seconds);
    } catch (IOException e) {
      throw new UncheckedIOException(String.join(" ", command) + " cannot be run", e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
