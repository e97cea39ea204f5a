package org.coroutines4j.benchmarks;

import static org.coroutines4j.benchmarks.Markdown.cores;
import static org.coroutines4j.benchmarks.Markdown.figure;
import static org.coroutines4j.benchmarks.Markdown.head;
import static org.coroutines4j.benchmarks.Markdown.millis;
import static org.coroutines4j.benchmarks.Markdown.ratio;
import static org.coroutines4j.benchmarks.Markdown.row;
import static org.coroutines4j.benchmarks.Markdown.whole;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.coroutines4j.benchmarks.Processes.AgainstAsyncio;
import org.coroutines4j.benchmarks.Processes.Memory;
import org.coroutines4j.benchmarks.Startup.Started;

/** Renders the page of results in Markdown. */
final class ResultsPage {
  private static final String WRITTEN =
      """
      <!-- Written by benchmarks/run. Change the text in benchmarks/results/introduction.md, then call benchmarks/run --page. -->
      """;

  private final Results results;

  ResultsPage(Results results) {
    this.results = results;
  }

  String text() {
    StringBuilder page = new StringBuilder("# Results\n\n" + WRITTEN + "\n");
    page.append(results.introduction()).append("\n\n");
    howToRead(page);
    for (int cores : results.cores()) {
      page.append("![On ")
          .append(cores(cores))
          .append(": the time of coroutines4j divided by that of each kind of peer](results/")
          .append(Chart.fileName(cores))
          .append(".svg)\n\n");
    }
    page.append(tables());
    asyncio(page);
    memory(page);
    growth(page);
    startup(page);
    return page.toString();
  }

  /** Returns the tables of the JMH benchmarks alone. */
  String tables() {
    StringBuilder tables = new StringBuilder();
    if (results.measured().isEmpty()) {
      return "";
    }
    table(tables, "Beside Java peers", PeerKind.JAVA);
    table(tables, "Beside Kotlin's coroutines, used from Kotlin", PeerKind.KOTLIN);
    ownCosts(tables);
    return tables.toString();
  }

  private void howToRead(StringBuilder page) {
    page.append(
        """
        ## How to read the tables

        *ns* is the median of all iterations of all forks, in nanoseconds for each operation. ± is half of JMH's confidence
        interval (99.9 %) around their mean. *B/op* is what all threads together allocate for each operation. *Ratio* is the time of
        coroutines4j divided by the peer's: below 1, coroutines4j is faster. **Bold** is the ratio to the fastest peer that
        does the same work. Bytes hardly depend on the machine; compare times of one run only.

        """);
    results.about().forEach(line -> page.append(line).append("\n\n"));
  }

  private void table(StringBuilder page, String title, PeerKind kind) {
    List<Integer> cores = results.cores();
    List<Map<String, List<Measured>>> runs = cores.stream().map(results::byWorkload).toList();
    List<String> columns = new ArrayList<>(List.of("workload", "peer"));
    for (int each : cores) {
      columns.addAll(List.of(">ns, " + cores(each), ">±", ">B/op", ">ratio"));
    }
    columns.add("note");
    StringBuilder rows = new StringBuilder();
    for (Map.Entry<String, List<Measured>> workload : runs.get(0).entrySet()) {
      if (workload.getValue().stream().noneMatch(one -> one.kind() == kind)) {
        continue;
      }
      for (Measured one : workload.getValue()) {
        if (one.kind() == kind || one.kind() == PeerKind.OURS) {
          List<String> cells = new ArrayList<>(List.of(one.workload(), one.peer()));
          runs.forEach(run -> cells(cells, run.getOrDefault(one.workload(), List.of()), one));
          cells.add(Note.text(results.notes(), one));
          rows.append(row(cells));
        }
      }
    }
    if (!rows.isEmpty()) {
      page.append("## ").append(title).append("\n\n").append(head(columns)).append(rows);
      page.append('\n');
    }
  }

  /** Adds the figures of the peer of {@code row} in one run. */
  private void cells(List<String> cells, List<Measured> peers, Measured row) {
    Measured one =
        peers.stream().filter(peer -> peer.peer().equals(row.peer())).findFirst().orElse(null);
    if (one == null) {
      cells.addAll(List.of("", "", "", ""));
      return;
    }
    cells.addAll(List.of(figure(one.median()), figure(one.error()), figure(one.bytes())));
    cells.add(
        one.kind() == PeerKind.OURS
            ? ""
            : ratio(
                Results.ours(peers) / one.median(), one.equals(results.best(peers, one.kind()))));
  }

  private void ownCosts(StringBuilder page) {
    List<Integer> cores = results.cores();
    List<String> columns = new ArrayList<>(List.of("workload", "what"));
    for (int each : cores) {
      columns.addAll(List.of(">ns, " + cores(each), ">±", ">B/op"));
    }
    StringBuilder rows = new StringBuilder();
    List<Map<String, List<Measured>>> runs = cores.stream().map(results::byWorkload).toList();
    for (List<Measured> peers : runs.get(0).values()) {
      if (peers.stream().anyMatch(one -> one.kind() != PeerKind.OURS)) {
        continue;
      }
      for (Measured one : peers) {
        List<String> cells = new ArrayList<>(List.of(one.workload(), one.peer()));
        for (Map<String, List<Measured>> run : runs) {
          cells(cells, run.getOrDefault(one.workload(), List.of()), one);
          cells.remove(cells.size() - 1); // no peer, no ratio
        }
        rows.append(row(cells));
      }
    }
    if (!rows.isEmpty()) {
      page.append("## The cost of context elements and of debug mode\n\n");
      page.append(head(columns)).append(rows).append('\n');
    }
  }

  private void asyncio(StringBuilder page) {
    if (results.asyncio().isEmpty()) {
      return;
    }
    page.append(
        """
        ## Beside Python's asyncio

        The same programs in both, in milliseconds: the whole process with one round, including the start of the JVM or the
        interpreter; the first round alone; and the median of eleven rounds in one process. *Ratio* is the time of
        coroutines4j divided by that of asyncio.

        """);
    page.append(
        head(
            List.of(
                "program",
                ">size",
                ">cores",
                ">process",
                ">asyncio",
                ">ratio",
                ">first round",
                ">asyncio",
                ">ratio",
                ">median round",
                ">asyncio",
                ">ratio")));
    for (AgainstAsyncio one : results.asyncio()) {
      page.append(
          row(
              List.of(
                  one.program(),
                  whole(one.size()),
                  Integer.toString(one.cores()),
                  millis(one.process()),
                  millis(one.pythonProcess()),
                  ratio(one.process() / one.pythonProcess(), false),
                  millis(one.first()),
                  millis(one.pythonFirst()),
                  ratio(one.first() / one.pythonFirst(), false),
                  millis(one.median()),
                  millis(one.pythonMedian()),
                  ratio(one.median() / one.pythonMedian(), true))));
    }
    page.append('\n');
  }

  private void memory(StringBuilder page) {
    if (results.memory().isEmpty()) {
      return;
    }
    page.append(
        """
        ## Memory of a suspended task

        Tasks that sleep, in a process of their own: bytes of live heap for each task after a collection, and of the whole process.

        """);
    page.append(head(List.of(">tasks", "peer", ">heap", ">process")));
    for (Memory memory : results.memory()) {
      page.append(
          row(
              List.of(
                  whole(memory.tasks()),
                  memory.peer(),
                  whole(memory.heap()),
                  whole(memory.resident()))));
    }
    page.append('\n');
  }

  private void growth(StringBuilder page) {
    if (!results.growth().isEmpty()) {
      page.append("## Growth\n\n").append(Growth.EXPLANATION).append('\n');
      page.append(Growth.table(results.growth())).append('\n');
    }
  }

  private void startup(StringBuilder page) {
    if (results.startup().isEmpty()) {
      return;
    }
    page.append("## Start-up\n\n").append(Startup.EXPLANATION).append('\n');
    page.append(head(List.of("JDK", "program", ">ms", ">over plain Java", ">classes loaded")));
    for (Started one : results.startup()) {
      page.append(
          row(
              List.of(
                  one.jdk(),
                  one.program(),
                  figure(one.millis()),
                  figure(one.millis() - Startup.plain(results.startup(), one)),
                  whole(one.classes()))));
    }
    page.append('\n');
  }
}
