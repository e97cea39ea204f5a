package org.coroutines4j.samples.fetch;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;
import picocli.CommandLine;

/** Starts the program: {@code samples/run fetch --help}. */
public final class Main {
  private static final int INTERRUPTED = 130;

  private Main() {}

  /** Ends the JVM with the exit code of the program. */
  public static void main(String[] args) {
    System.exit(run(Console.ofThisProcess(), args));
  }

  static int run(Console console, String... args) {
    return new CommandLine(new FetchCommand(console))
        .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler(
            (e, unused) -> {
              console.err().println("fetch: " + e.getMessage());
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
