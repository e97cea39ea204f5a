package org.coroutines4j.samples.terminal;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;
import picocli.CommandLine;

/** Runs a program that is a picocli command. */
public final class CommandRunner {
  private static final int INTERRUPTED = 130;

  private CommandRunner() {}

  /** Returns the exit code. What is wrong with the arguments is told in one line. */
  public static int run(Object command, Console console, String... args) {
    CommandLine commandLine = new CommandLine(command);
    return commandLine
        .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler(
            (e, unused) -> {
              console.err().println(commandLine.getCommandName() + ": " + e.getMessage());
              console.err().println("Try --help.");
              return CommandLine.ExitCode.USAGE;
            })
        .setExecutionExceptionHandler(
            (e, unused, alsoUnused) -> {
              if (e instanceof CancellationException) {
                return INTERRUPTED; // by a signal, which is ending the JVM already
              }
              throw e;
            })
        .execute(args);
  }
}
