package org.coroutines4j.samples.fetch;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.coroutines4j.Async;
import org.coroutines4j.samples.terminal.Console;
import org.coroutines4j.samples.terminal.ConsoleCommand;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command: {@code samples/run fetch --help}. */
@Command(
    name = "fetch",
    description = "Fetches many URLs concurrently, and shows a table of how each of them ended.",
    footer = {
      "",
      "Without a URL it fetches the hundred pages of a server that it starts itself.",
      "Some of these pages are slow, broken or missing on purpose.",
      "Exit code: 0 all is well; 1 one of your URLs failed; 2 bad arguments."
    })
public final class Main extends ConsoleCommand implements Callable<Integer> {
  private static final double USUAL_SECONDS = 10;
  private static final double DEMO_SECONDS = 3;

  // Text, since picocli would call a bad one only "unmatched".
  @Parameters(paramLabel = "URL", description = "What to fetch.")
  private List<String> urls = new ArrayList<>();

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "Fetches the URLs in FILE too, one a line; # begins a comment.")
  private @Nullable Path file;

  @Option(
      names = {"-c", "--concurrency"},
      paramLabel = "N",
      defaultValue = "20",
      description = "How many at a time (default: ${DEFAULT-VALUE}).")
  private int concurrency;

  @Option(
      names = {"-t", "--timeout"},
      paramLabel = "SECONDS",
      description =
          "The longest that one URL may take, with its retries"
              + " (default: 10, for the built-in pages 3).")
  private @Nullable Double timeout;

  @Option(
      names = {"-r", "--retries"},
      paramLabel = "N",
      defaultValue = "2",
      description =
          "How often to try again after a broken connection or a status of 429, 500 or more"
              + " (default: ${DEFAULT-VALUE}).")
  private int retries;

  @Option(names = "--json", description = "Prints one JSON document in place of the table.")
  private boolean json;

  Main(Console console) {
    super(console);
  }

  /** Ends the JVM with the exit code of the command. */
  public static void main(String[] args) {
    System.exit(new Main(Console.ofThisProcess()).run(args));
  }

  @Override
  public Integer call() throws IOException {
    boolean demo = urls.isEmpty() && file == null;
    double seconds = timeout != null ? timeout : demo ? DEMO_SECONDS : USUAL_SECONDS;
    Duration limit = Duration.ofNanos((long) (seconds * 1e9));
    require(limit.compareTo(Duration.ZERO) > 0, "--timeout must be above 0, but is " + seconds);
    requireRange("--concurrency", concurrency, 1, 100_000);
    requireRange("--retries", retries, 0, 1_000);
    Limits limits = new Limits(concurrency, limit, retries);
    BiConsumer<Report, PrintStream> printer = json ? JsonReport::print : TableReport::print;
    FetchRun run = new FetchRun(limits, printer, console());
    List<URI> all = allUrls();
    Report report = Async.call(scope -> demo ? run.fetchDemo(scope) : run.fetch(all));
    return demo || report.isGood() ? 0 : 1;
  }

  private List<URI> allUrls() throws IOException {
    List<String> all = new ArrayList<>(urls);
    if (file != null) {
      requireReadable(file);
      Files.readAllLines(file).stream()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .forEach(all::add);
      require(!all.isEmpty(), "no URL in file " + file);
    }
    return all.stream().map(this::url).toList();
  }

  /** Asks the HTTP client, which reads no other URLs than it can fetch. */
  private URI url(String text) {
    try {
      URI url = URI.create(URI.create(text).toASCIIString());
      return HttpRequest.newBuilder(url).build().uri();
    } catch (IllegalArgumentException e) {
      throw mistake("'" + text + "' cannot be fetched: " + e.getMessage());
    }
  }
}
