package org.coroutines4j.samples.tail;

import org.coroutines4j.samples.terminal.CommandRunner;
import org.coroutines4j.samples.terminal.Console;

/** Starts the program: {@code samples/run tail --help}. */
public final class Main {
  private Main() {}

  /** Ends the JVM with the exit code of the program. */
  public static void main(String[] args) {
    System.exit(run(Console.ofThisProcess(), args));
  }

  static int run(Console console, String... args) {
    return CommandRunner.run(new TailCommand(console), console, args);
  }
}
