package org.coroutines4j.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A new JVM of the same JDK, with the class path of the tests and, unless told, the JVM's default
 * settings.
 */
public final class ChildJvm {
  private ChildJvm() {}

  /** What a child has printed, on both streams, and how it ended. */
  public record Result(int exitCode, List<String> lines) {}

  /**
   * Starts {@code main}; signals have their default effect in it, whatever this JVM was started
   * with.
   */
  public static Process start(Class<?> main, String... args) throws IOException {
    return start(List.of(), main, args);
  }

  private static Process start(List<String> options, Class<?> main, String... args)
      throws IOException {
    return start(List.of(), options, main, args);
  }

  private static Process start(
      List<String> prefix, List<String> options, Class<?> main, String... args) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(List.of("env", "--default-signal=INT", "--default-signal=TERM"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(args));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** Runs {@code main} to its end, of which it has {@code seconds}. */
  public static Result run(int seconds, Class<?> main, String... args)
      throws IOException, InterruptedException {
    return run(seconds, List.of(), main, args);
  }

  /** Runs {@code main} to its end, of which it has {@code seconds}, with settings of the JVM. */
  public static Result run(int seconds, List<String> options, Class<?> main, String... args)
      throws IOException, InterruptedException {
    Process process = start(options, main, args);
    try {
      return result(seconds, process, new ArrayList<>());
    } finally {
      process.destroyForcibly();
    }
  }

  /** As {@link #run}, with at most {@code kib} of address space, which threads need too. */
  public static Result runWithin(
      int seconds, int kib, List<String> options, Class<?> main, String... args)
      throws IOException, InterruptedException {
    List<String> limited = List.of("sh", "-c", "ulimit -v " + kib + "; exec \"$@\"", "sh");
    Process process = start(limited, options, main, args);
    try {
      return result(seconds, process, new ArrayList<>());
    } finally {
      process.destroyForcibly();
    }
  }

  /** Waits for the end of a child, of whose output {@code read} is known already. */
  public static Result result(int seconds, Process process, List<String> read)
      throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>(read);
    Thread killer =
        new Thread(
            () -> {
              try {
                if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                  process.destroyForcibly();
                }
              } catch (InterruptedException e) {
                // it has ended in time
              }
            });
    killer.start();
    String line = process.inputReader().readLine();
    while (line != null) {
      lines.add(line);
      line = process.inputReader().readLine();
    }
    int exitCode = process.waitFor();
    killer.interrupt();
    killer.join();
    return new Result(exitCode, lines);
  }
}
