package org.coroutines4j.samples.fetch;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.coroutines4j.samples.terminal.Console;

/** Runs the program in this JVM. */
final class Program {
  private Program() {}

  /** How it ended and what it printed. */
  record Result(int exitCode, String out, String err) {
    List<String> table() {
      return out.lines().takeWhile(line -> !line.isEmpty()).skip(1).toList();
    }

    String row(String url) {
      return table().stream().filter(line -> line.contains(url)).findFirst().orElseThrow();
    }
  }

  static Result run(String... args) {
    return runOnTerminal(0, args);
  }

  static Result runOnTerminal(int width, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            width);
    int exitCode = Main.run(console, args);
    return new Result(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
