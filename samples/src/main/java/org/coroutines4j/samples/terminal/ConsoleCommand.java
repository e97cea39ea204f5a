package org.coroutines4j.samples.terminal;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A picocli command that reports the user's mistakes and failures of files in one line. */
public abstract class ConsoleCommand {
  private static final int INTERRUPTED = 130;

  private final Console console;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command
  private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this help.")
  @SuppressWarnings("unused") // picocli reads it
  private boolean help;

  /** Creates a command that prints to {@code console}. */
  protected ConsoleCommand(Console console) {
    this.console = console;
  }

  /** Returns where the command prints. */
  protected final Console console() {
    return console;
  }

  /** Runs the command and returns its exit code. */
  public final int run(String... args) {
    return new CommandLine(this)
        .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler(
            (e, unused) -> refuse(e.getCommandLine(), String.valueOf(e.getMessage())))
        .setExecutionExceptionHandler((e, commandLine, unused) -> failed(e, commandLine))
        .execute(args);
  }

  private static int failed(Exception failure, CommandLine commandLine) throws Exception {
    if (failure instanceof CancellationException) {
      return INTERRUPTED; // by a signal, which is ending the JVM already
    }
    Throwable cause = failure instanceof UncheckedIOException ? failure.getCause() : failure;
    if (cause instanceof IOException e) {
      return refuse(commandLine, describe(e));
    }
    throw failure;
  }

  private static int refuse(CommandLine commandLine, String message) {
    String name = commandLine.getCommandSpec().qualifiedName();
    commandLine.getErr().println(name + ": " + message.replaceAll("\\R", " "));
    commandLine.getErr().println("Try --help.");
    return CommandLine.ExitCode.USAGE;
  }

  /** Names the exception where its message alone is only a file's name or a number. */
  private static String describe(IOException failure) {
    String message = failure.getMessage();
    boolean isBare =
        failure instanceof FileSystemException || failure instanceof CharacterCodingException;
    return message == null || isBare ? failure.toString() : message;
  }

  /** Returns the exception that ends the command with {@code message}, as a mistake of the user. */
  protected final ParameterException mistake(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** Ends the command with {@code message} if {@code condition} does not hold. */
  protected final void require(boolean condition, String message) {
    if (!condition) {
      throw mistake(message);
    }
  }

  /** Requires {@code value}, which {@code option} was given, to be in a range. */
  protected final void requireRange(String option, long value, long min, long max) {
    require(
        value >= min && value <= max,
        option + " must be from " + min + " to " + max + ", but is " + value);
  }

  /** Requires {@code file} to be a file, and not a folder, that can be read. */
  protected final void requireReadable(Path file) {
    require(Files.isReadable(file) && !Files.isDirectory(file), file + " is not a readable file");
  }
}
