package org.coroutines4j.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Measures how costs grow with the number of tasks, levels, channels or waiters: one process for
 * each workload. The arguments of the program are {@code CASE FILE}.
 */
public final class Growth {
  static final String EXPLANATION =
      """
      The time and the allocated bytes of each workload, divided by its size. The exponent is the slope of the total cost on
      logarithmic axes: 1.00 means that twice the size costs twice as much, and n log n shows as up to 1.1. *Last step* is the
      slope between the two largest sizes alone. A scope that is nested in another one of the same task takes about a kilobyte of
      the thread's stack, so that 1,000 of them need more than the default of a megabyte; they ran with `-Xss16m`.

      """;

  private static final long HEAP = 4L << 30;

  /** Room for scopes that are nested in one task, each level of which takes about 1 KB. */
  private static final String STACK = "-Xss16m";

  private static final int ROUNDS = 3;
  private static final long WARM_UP_NANOS = 2_000_000_000;

  private Growth() {}

  /** Runs the program. */
  public static void main(String... args) throws IOException {
    GrowthCase workload = GrowthCase.valueOf(args[0]);
    warmUp(workload);
    List<Grown> grown = new ArrayList<>();
    for (int size : workload.sizes()) {
      if (workload.retainedBytes(size) > Runtime.getRuntime().maxMemory() * 3 / 4) {
        System.err.println(
            "Left out, as this machine has too little memory: " + size + " " + workload.what());
        continue;
      }
      System.err.println(size + " " + workload.what());
      grown.add(best(workload, size, ROUNDS));
    }
    Tsv.write(Path.of(args[1]), List.of(), Grown.class, grown);
  }

  /** Measures all workloads and writes the results to {@code file}. */
  static void measure(Path file) throws IOException {
    List<Grown> grown = new ArrayList<>();
    Path own = Files.createTempFile("grown", ".tsv");
    try {
      for (GrowthCase workload : casesOfThisJdk()) {
        ChildJvm.show(
            ChildJvm.command(
                List.of("-Xmx" + (heap() >> 20) + "m", STACK),
                Growth.class,
                List.of(workload.name(), own.toString())));
        grown.addAll(Tsv.read(own, Grown.class));
        Tsv.write(file, List.of(Machine.describe()), Grown.class, grown);
      }
    } finally {
      Files.delete(own);
    }
  }

  /** Returns the cases that need no virtual threads, or all where there are virtual threads. */
  static List<GrowthCase> casesOfThisJdk() {
    return Arrays.stream(GrowthCase.values())
        .filter(each -> each.retainedBytes(1) == 0 || Suite.isOn25())
        .toList();
  }

  private static long heap() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return Math.min(HEAP, system.getTotalMemorySize() / 3);
  }

  private static void warmUp(GrowthCase workload) {
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < WARM_UP_NANOS) {
      workload.run(workload.sizes().get(0));
    }
  }

  /** Measures one size, and returns the fastest of {@code rounds} rounds. */
  static Grown best(GrowthCase workload, int size, int rounds) {
    List<Grown> measured = new ArrayList<>();
    int repeated =
        Math.max(1, workload.sizes().get(0) * 10 / size); // small sizes are over too soon
    for (int round = 0; round < rounds; round++) {
      System.gc();
      long bytes = AllocatedBytes.total();
      long begin = System.nanoTime();
      for (int i = 0; i < repeated; i++) {
        workload.run(size);
      }
      double nanos = System.nanoTime() - begin;
      double operations = (double) repeated * size;
      measured.add(
          new Grown(
              workload.what(),
              size,
              nanos / operations,
              AllocatedBytes.isKnown()
                  ? (AllocatedBytes.total() - bytes) / operations
                  : Double.NaN));
    }
    return measured.stream().min(Comparator.comparingDouble(Grown::nanos)).orElseThrow();
  }

  static String table(List<Grown> grown) {
    StringBuilder table =
        new StringBuilder(
            Markdown.head(
                List.of(
                    "what",
                    ">sizes",
                    ">ns each",
                    ">exponent",
                    ">last step",
                    ">B each",
                    ">exponent")));
    byWorkload(grown)
        .forEach(
            (what, rows) ->
                table.append(
                    Markdown.row(
                        List.of(
                            what,
                            joined(rows, row -> Markdown.whole(row.size())),
                            joined(rows, row -> Markdown.figure(row.nanos())),
                            exponent(rows, Grown::nanos),
                            exponent(
                                rows.subList(Math.max(0, rows.size() - 2), rows.size()),
                                Grown::nanos),
                            joined(rows, row -> Markdown.figure(row.bytes())),
                            exponent(rows, Grown::bytes)))));
    return table.toString();
  }

  static Map<String, List<Grown>> byWorkload(List<Grown> grown) {
    return grown.stream()
        .collect(Collectors.groupingBy(Grown::what, LinkedHashMap::new, Collectors.toList()));
  }

  private static String joined(List<Grown> rows, Function<Grown, String> text) {
    return rows.stream().map(text).collect(Collectors.joining(" · "));
  }

  private static String exponent(List<Grown> rows, ToDoubleFunction<Grown> cost) {
    double slope = slope(rows, cost);
    return Double.isNaN(slope) ? "" : String.format(Locale.ROOT, "%.2f", slope);
  }

  /**
   * Returns the slope of the line that fits the logarithms of size and total cost best, by least
   * squares; NaN for fewer than two sizes or unknown costs.
   *
   * @param cost returns the cost divided by the size
   */
  static double slope(List<Grown> rows, ToDoubleFunction<Grown> cost) {
    double meanX = rows.stream().mapToDouble(row -> Math.log(row.size())).average().orElse(0);
    double meanY =
        rows.stream()
            .mapToDouble(row -> Math.log(row.size() * cost.applyAsDouble(row)))
            .average()
            .orElse(0);
    double covariance = 0;
    double variance = 0;
    for (Grown row : rows) {
      double x = Math.log(row.size()) - meanX;
      covariance += x * (Math.log(row.size() * cost.applyAsDouble(row)) - meanY);
      variance += x * x;
    }
    return covariance / variance;
  }
}
