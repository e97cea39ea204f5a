package org.coroutines4j.samples.fetch;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import org.coroutines4j.TaskScope;
import org.coroutines4j.samples.fetch.server.DemoServer;
import org.coroutines4j.samples.terminal.Console;
import org.coroutines4j.samples.terminal.Progress;

/** One run of the program: fetches, shows how far it is, and in the end prints what was done. */
final class FetchRun {
  private final Fetcher fetcher;
  private final BiConsumer<Report, PrintStream> printer;
  private final Console console;

  FetchRun(Limits limits, BiConsumer<Report, PrintStream> printer, Console console) {
    this.fetcher = new Fetcher(limits);
    this.printer = printer;
    this.console = console;
  }

  /** Fetches the pages of a server of its own, which ends with {@code scope}. */
  Report fetchDemo(TaskScope scope) throws IOException {
    List<URI> urls = scope.use(DemoServer.start()).urls();
    console.err().println("Fetching " + urls.size() + " pages of a server of our own.");
    return fetch(urls);
  }

  Report fetch(List<URI> urls) {
    List<Download> downloads = urls.stream().map(Download::new).toList();
    long started = System.nanoTime();
    Report report;
    try (Progress progress = Progress.ofItems("fetch", urls.size(), console)) {
      fetcher.fetchAll(downloads, it -> progress.itemDone(it.isOk(), it.summary()));
    } finally {
      report = Report.of(downloads, Duration.ofNanos(System.nanoTime() - started));
      printer.accept(report, console.out()); // when Ctrl-C has cancelled us, too
    }
    return report;
  }
}
