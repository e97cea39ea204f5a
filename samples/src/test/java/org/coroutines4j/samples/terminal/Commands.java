package org.coroutines4j.samples.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Runs commands in this JVM, or in one of their own. */
public final class Commands {
  private Commands() {}

  /** What a command printed and how it ended. */
  public record Result(int exitCode, String out, String err) {
    /** Returns the rows of the table that {@code out} begins with, without its head. */
    public List<String> table() {
      return out.lines().takeWhile(line -> !line.isEmpty()).skip(1).toList();
    }

    /** Returns the row that contains {@code text}. */
    public String row(String text) {
      return table().stream().filter(line -> line.contains(text)).findFirst().orElseThrow();
    }
  }

  /** Runs the command without a terminal. */
  public static Result run(Function<Console, ConsoleCommand> command, String... args) {
    return run(command, new ByteArrayOutputStream(), 0, args);
  }

  /** Runs the command with {@code err} as a terminal of that width, or as none if it is 0. */
  public static Result run(
      Function<Console, ConsoleCommand> command,
      ByteArrayOutputStream err,
      int width,
      String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Console console =
        new Console(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), width);
    int exitCode = command.apply(console).run(args);
    return new Result(exitCode, out.toString(UTF_8), err.toString(UTF_8));
  }

  /**
   * Starts the class in a JVM of its own, where a signal has its default effect, which builds that
   * run in the background do not have.
   */
  public static Process start(Class<?> main, List<String> jvmOptions, String... args)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(args));
    return new ProcessBuilder(command).start();
  }

  /**
   * Interrupts the process as Ctrl-C does, and returns what it printed to {@code err} from then.
   */
  public static String interrupt(Process child, BufferedReader err) throws Exception {
    int unused = new ProcessBuilder("kill", "-INT", "" + child.pid()).start().waitFor();
    String rest = err.lines().collect(Collectors.joining("\n"));
    assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(child.exitValue()).as(rest).isEqualTo(130);
    assertThat(rest).doesNotContain("Exception");
    return rest;
  }
}
