package org.coroutines4j.samples.fetch;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.function.UnaryOperator;
import org.coroutines4j.TaskScope;
import org.coroutines4j.samples.fetch.server.DemoServer;
import org.coroutines4j.samples.terminal.Console;
import org.coroutines4j.samples.terminal.Progress;

/** One run of the program: fetches, shows how far it is, and in the end prints what was done. */
final class FetchRun {
  private final Fetcher fetcher;
  private final ReportPrinter printer;
  private final Console console;

  FetchRun(Limits limits, ReportPrinter printer, Console console) {
    this.fetcher = new Fetcher(limits);
    this.printer = printer;
    this.console = console;
  }

  Report fetch(List<URI> urls) {
    return fetch(urls, UnaryOperator.identity());
  }

  /** Fetches the pages of a server of its own, which ends with {@code scope}. */
  Report fetchDemo(TaskScope scope) throws IOException {
    DemoServer server = scope.use(DemoServer.start());
    List<URI> urls = server.pages().stream().map(server::url).toList();
    console.err().println("Fetching " + urls.size() + " pages of a server of our own.");
    return fetch(urls, report -> report.judgedBy(server.pages()));
  }

  private Report fetch(List<URI> urls, UnaryOperator<Report> judge) {
    List<Download> downloads = urls.stream().map(Download::new).toList();
    long started = System.nanoTime();
    Report report;
    try (Progress progress = Progress.ofItems("fetch", urls.size(), console)) {
      fetcher.fetchAll(downloads, it -> progress.itemDone(it.isOk(), it.summary()));
    } finally {
      report = judge.apply(Report.of(downloads, started));
      printer.print(report, console.out()); // when Ctrl-C has cancelled us, too
    }
    return report;
  }
}
