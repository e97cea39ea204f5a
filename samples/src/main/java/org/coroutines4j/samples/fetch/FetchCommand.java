package org.coroutines4j.samples.fetch;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.coroutines4j.Async;
import org.coroutines4j.samples.terminal.Console;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The program: reads the command line, fetches, tells. */
@Command(
    name = "fetch",
    description = "Fetches many URLs at once and shows a table of how each of them ended.",
    footer = {
      "",
      "Without a URL it fetches the hundred pages of a server that it starts itself.",
      "Exit code: 0 all is well; 1 a URL failed, or a page of the built-in server",
      "ended otherwise than it was meant; 2 bad arguments."
    })
final class FetchCommand implements Callable<Integer> {
  private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration DEMO_TIMEOUT = Duration.ofSeconds(3);

  private final Console console;

  @Spec private @Nullable CommandSpec spec;

  // Text, since picocli would call a bad one only "unmatched".
  @Parameters(paramLabel = "URL", description = "What to fetch.")
  private List<String> urls = new ArrayList<>();

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      converter = Arguments.UrlFile.class,
      description = "Fetches the URLs in FILE too, one a line; # begins a comment.")
  private @Nullable UrlList file;

  @Option(
      names = {"-c", "--concurrency"},
      paramLabel = "N",
      defaultValue = "20",
      converter = Arguments.Concurrency.class,
      description = "How many at once (default: ${DEFAULT-VALUE}).")
  private int concurrency;

  @Option(
      names = {"-t", "--timeout"},
      paramLabel = "TIME",
      converter = Arguments.Time.class,
      description =
          "The longest that one URL may take, with its retries: 2, 0.5, 500ms, 2s, 1m"
              + " (default: 10 s, for the built-in pages 3 s).")
  private @Nullable Duration timeout;

  @Option(
      names = {"-r", "--retries"},
      paramLabel = "N",
      defaultValue = "2",
      converter = Arguments.Retries.class,
      description =
          "How often to try again after a broken connection or a status of 429, 500 or more"
              + " (default: ${DEFAULT-VALUE}).")
  private int retries;

  @Option(names = "--json", description = "Prints one JSON document in place of the table.")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this help.")
  @SuppressWarnings("unused") // picocli reads it
  private boolean help;

  FetchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    boolean demo = urls.isEmpty() && file == null;
    Duration limit = timeout != null ? timeout : demo ? DEMO_TIMEOUT : USUAL_TIMEOUT;
    Limits limits = new Limits(concurrency, limit, retries);
    ReportPrinter printer = json ? new JsonReport() : new TableReport();
    FetchRun run = new FetchRun(limits, printer, console);
    List<URI> all = demo ? List.of() : allUrls();
    return Async.call(scope -> demo ? run.fetchDemo(scope) : run.fetch(all)).exitCode();
  }

  private List<URI> allUrls() {
    List<URI> all = new ArrayList<>();
    try {
      urls.forEach(it -> all.add(UrlParser.parse(it)));
    } catch (IllegalArgumentException e) {
      CommandLine commandLine = Objects.requireNonNull(spec, "set by picocli").commandLine();
      throw new ParameterException(commandLine, e.getMessage(), e);
    }
    if (file != null) {
      all.addAll(file.urls());
    }
    return all;
  }
}
