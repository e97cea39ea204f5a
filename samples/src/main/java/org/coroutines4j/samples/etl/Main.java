package org.coroutines4j.samples.etl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.coroutines4j.Async;
import org.coroutines4j.samples.terminal.Console;
import org.coroutines4j.samples.terminal.ConsoleCommand;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command: {@code samples/run etl --help}. */
@Command(
    name = "etl",
    description = {
      "Reads generated records, transforms them in four tasks, and writes them to a file in"
          + " batches.",
      "The file fails now and then, like a busy database. Ctrl-C ends the reading, and loses"
          + " nothing."
    },
    footer = {"", "Exit code: 0 all is written; 2 bad arguments; 130 Ctrl-C."})
public final class Main extends ConsoleCommand implements Callable<Integer> {
  @Option(
      names = {"-n", "--records"},
      paramLabel = "N",
      defaultValue = "5000",
      description = "How many records to read (default: ${DEFAULT-VALUE}).")
  private int records;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The file to append to (default: a temporary file).")
  private @Nullable Path output;

  Main(Console console) {
    super(console);
  }

  /** Ends the JVM with the exit code of the command. */
  public static void main(String[] args) {
    System.exit(new Main(Console.ofThisProcess()).run(args));
  }

  @Override
  public Integer call() throws IOException {
    requireRange("--records", records, 0, 100_000_000);
    Path file = output == null ? Files.createTempFile("etl", ".txt") : output;
    AtomicInteger read = new AtomicInteger();
    Etl etl = new Etl(new FlakyStore(file));
    Async.run(
        scope -> {
          try {
            etl.process(lines(read));
          } finally { // also after Ctrl-C, which ends the JVM when this lambda has ended
            console().out().println("read " + read + ", written " + etl.written() + ": " + file);
            console().out().flush();
          }
        });
    return 0;
  }

  /** Returns the records as lines, and counts those that were taken. */
  private Iterable<String> lines(AtomicInteger read) {
    Iterator<String> all =
        IntStream.range(0, records).mapToObj(n -> n + ";" + (15 + n % 100 / 10.0)).iterator();
    return () ->
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return all.hasNext();
          }

          @Override
          public String next() {
            read.incrementAndGet();
            return all.next();
          }
        };
  }
}
