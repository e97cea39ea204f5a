package org.coroutines4j.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A JVM that runs a program of these tests. */
final class Target implements AutoCloseable {
  private final Process process;

  private Target(Process process) {
    this.process = process;
  }

  /** Starts {@code main}, and returns when it has printed that it is ready. */
  static Target start(Class<?> main, String... jvmOptions) throws IOException {
    return start(System.getProperty("java.class.path"), main, jvmOptions);
  }

  /** As {@link #start(Class, String...)}, with another class path. */
  static Target start(String classPath, Class<?> main, String... jvmOptions) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(List.of(jvmOptions));
    command.addAll(List.of("-cp", classPath, main.getName()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    String line = out.readLine();
    if (!Objects.equals(line, "ready")) {
      process.destroyForcibly();
      throw new IllegalStateException("the program printed " + line);
    }
    return new Target(process);
  }

  String pid() {
    return Long.toString(process.pid());
  }

  void kill() {
    Process unused = process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
