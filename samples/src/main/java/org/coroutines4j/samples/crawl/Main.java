package org.coroutines4j.samples.crawl;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.coroutines4j.Async;
import org.coroutines4j.TaskScope;
import org.coroutines4j.samples.terminal.Console;
import org.coroutines4j.samples.terminal.ConsoleCommand;
import org.coroutines4j.samples.terminal.Progress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command: {@code samples/run crawl --help}. */
@Command(
    name = "crawl",
    description = "Follows links from page to page, and shows how many pages it has found.",
    footer = {
      "",
      "Without a URL it crawls a site of 85 pages that it starts itself. Twelve of them are"
          + " missing.",
      "Exit code: 0 all is well; 1 your first page could not be read; 2 bad arguments."
    })
public final class Main extends ConsoleCommand implements Callable<Integer> {
  @Parameters(paramLabel = "URL", arity = "0..1", description = "The page to begin with.")
  private @Nullable String url;

  @Option(
      names = {"-d", "--depth"},
      paramLabel = "N",
      defaultValue = "3",
      description = "How many links to follow from the first page (default: ${DEFAULT-VALUE}).")
  private int depth;

  @Option(
      names = {"-n", "--pages"},
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many pages to visit, at most (default: ${DEFAULT-VALUE}).")
  private int pages;

  @Option(
      names = {"-c", "--per-host"},
      paramLabel = "N",
      defaultValue = "4",
      description = "How many requests to one host at a time (default: ${DEFAULT-VALUE}).")
  private int perHost;

  @Option(
      names = {"-p", "--pause"},
      paramLabel = "MILLIS",
      defaultValue = "5",
      description =
          "How long to wait between two requests to one host (default: ${DEFAULT-VALUE}).")
  private int pause;

  Main(Console console) {
    super(console);
  }

  /** Ends the JVM with the exit code of the command. */
  public static void main(String[] args) {
    System.exit(new Main(Console.ofThisProcess()).run(args));
  }

  @Override
  public Integer call() {
    requireRange("--depth", depth, 0, 1_000);
    requireRange("--pages", pages, 1, 1_000_000);
    requireRange("--per-host", perHost, 1, 1_000);
    requireRange("--pause", pause, 0, 60_000);
    URI first = url == null ? null : page(url);
    return Async.call(scope -> crawl(scope, first));
  }

  private int crawl(TaskScope scope, @Nullable URI given) throws IOException {
    URI first = given != null ? given : scope.use(DemoSite.start()).url();
    Limits limits =
        new Limits(depth, pages, perHost, Duration.ofMillis(pause), Duration.ofSeconds(10));
    Queue<Visit> visits = new ConcurrentLinkedQueue<>();
    try (Progress progress = Progress.ofItems("crawl", pages, console())) {
      new Crawler(
              limits,
              visit -> {
                visits.add(visit);
                progress.itemDone(visit.isOk(), visit.url() + (visit.isOk() ? "" : " failed"));
              })
          .crawl(first);
    } finally {
      print(visits); // also if Ctrl-C has cancelled the crawl
    }
    return visits.stream().anyMatch(visit -> visit.url().equals(first) && visit.isOk()) ? 0 : 1;
  }

  private void print(Queue<Visit> visits) {
    for (int level = 0; level <= depth; level++) {
      int of = level;
      long there = visits.stream().filter(visit -> visit.depth() == of).count();
      if (there > 0) {
        console().out().println("depth " + level + ": " + there + " pages");
      }
    }
    visits.stream()
        .filter(visit -> !visit.isOk())
        .map(visit -> visit.url() + ": " + visit.error())
        .sorted()
        .forEach(console().out()::println);
    console().out().flush();
  }

  private URI page(String text) {
    try {
      URI page = URI.create(text);
      if (page.getHost() != null && String.valueOf(page.getScheme()).matches("https?")) {
        return page;
      }
    } catch (IllegalArgumentException e) {
      throw mistake("'" + text + "' is no URL: " + e.getMessage());
    }
    throw mistake("'" + text + "' is no URL of a page. It must begin with http:// or https://");
  }
}
