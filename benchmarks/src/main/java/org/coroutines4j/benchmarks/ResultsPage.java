package org.coroutines4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Renders the page of results in Markdown. */
final class ResultsPage {
  private final List<Measured> measured;
  private final Processes processes;
  private final Effort effort;

  ResultsPage(List<Measured> measured, Processes processes, Effort effort) {
    this.measured = measured;
    this.processes = processes;
    this.effort = effort;
  }

  String text() throws IOException {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Results

        Written by `benchmarks/run`; a figure is the median of all iterations in nanoseconds for each operation; ± is half of
        JMH's interval of confidence (99.9 %%) around their mean. *Ratio* is ours divided by the peer's: below 1, ours is
        faster. **Bold** is the ratio to the best peer of the workload. Compare figures of one run only. Where a peer cannot do
        quite the same: `gatherers` keep the order in the unordered workload too, `structuredTaskScope` runs the value
        within a timeout on a thread of its own.

        %s; %s.

        ![ratio to the best peer of each workload](results.png)

        """
            .formatted(machine(), effort));
    table(page);
    memory(page);
    asyncio(page);
    return page.toString();
  }

  private void table(StringBuilder page) {
    page.append("| workload | peer | ns | ± | ratio |\n| --- | --- | ---: | ---: | ---: |\n");
    byWorkload(measured)
        .forEach(
            (workload, peers) -> {
              double best = best(peers);
              double ours = ours(peers);
              for (Measured one : peers) {
                page.append(
                    row(
                        workload,
                        one.peer(),
                        figure(one.median()),
                        Double.isNaN(one.error()) ? "" : figure(one.error()),
                        one.isOurs() || Double.isNaN(ours)
                            ? ""
                            : ratio(ours / one.median(), one.median() == best)));
              }
            });
  }

  private void memory(StringBuilder page) {
    if (processes.memory().isEmpty()) {
      return;
    }
    page.append(
        """

        ## Memory of a suspended task

        Tasks that sleep, in a process of their own: bytes of live heap after a collection, and of the whole process.

        | tasks | peer | heap | process |
        | ---: | --- | ---: | ---: |
        """);
    for (Processes.Memory memory : processes.memory()) {
      page.append(
          row(
              Integer.toString(memory.tasks()),
              memory.peer(),
              Long.toString(memory.heap()),
              Long.toString(memory.resident())));
    }
  }

  private void asyncio(StringBuilder page) {
    page.append("\n## Against Python's asyncio\n\n");
    if (processes.asyncio().isEmpty()) {
      page.append("Skipped: ")
          .append(processes.python().isEmpty() ? "no python3." : "not asked for.");
      page.append('\n');
      return;
    }
    page.append(
        """
        The same programs in both (%s): milliseconds of the whole process with one round, the start of the JVM or interpreter
        and its compiler included; of the first round alone; and the median of eleven rounds in one process. *Ratio* is ours
        divided by theirs.

        | program | size | process | asyncio | ratio | first round | asyncio | ratio | median round | asyncio | ratio |
        | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
        """
            .formatted(processes.python()));
    for (Processes.AgainstAsyncio one : processes.asyncio()) {
      page.append(
          row(
              one.workload(),
              Integer.toString(one.size()),
              millis(one.ours().process()),
              millis(one.python().process()),
              ratio(one.ours().process() / one.python().process(), false),
              millis(one.ours().first()),
              millis(one.python().first()),
              ratio(one.ours().first() / one.python().first(), false),
              millis(one.ours().median()),
              millis(one.python().median()),
              ratio(one.ours().median() / one.python().median(), true)));
    }
  }

  static Map<String, List<Measured>> byWorkload(List<Measured> measured) {
    return measured.stream()
        .collect(
            Collectors.groupingBy(Measured::workload, LinkedHashMap::new, Collectors.toList()));
  }

  static double ours(List<Measured> peers) {
    return peers.stream()
        .filter(one -> one.peer().equals("coroutines4j"))
        .mapToDouble(Measured::median)
        .findFirst()
        .orElse(Double.NaN);
  }

  static double best(List<Measured> peers) {
    return peers.stream()
        .filter(one -> !one.isOurs())
        .min(Comparator.comparingDouble(Measured::median))
        .map(Measured::median)
        .orElse(Double.NaN);
  }

  private static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  private static String figure(double nanos) {
    return String.format(Locale.ROOT, nanos < 100 ? "%.1f" : "%,.0f", nanos);
  }

  private static String millis(double seconds) {
    return figure(seconds * 1000);
  }

  private static String ratio(double ratio, boolean bold) {
    String text = String.format(Locale.ROOT, "%.2f", ratio);
    return bold ? "**" + text + "**" : text;
  }

  private static String machine() throws IOException {
    Path processors = Path.of("/proc/cpuinfo");
    String model =
        Files.isReadable(processors)
            ? Files.readAllLines(processors).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("an unnamed processor")
            : System.getProperty("os.arch");
    return "%d cores of %s; %s; JDK %s (%s)"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            model,
            System.getProperty("os.name"),
            Runtime.version(),
            System.getProperty("java.vm.vendor"));
  }
}
