package org.coroutines4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

@Tag("full")
class EachRunsTest {
  @Test
  @Timeout(120)
  void eachBenchmarkOfThisJdkRuns() throws Exception {
    Set<String> ran = new TreeSet<>();
    Suite.runQuickly(".*").forEach(result -> ran.add(result.getParams().getBenchmark()));
    assertThat(ran).isNotEmpty().containsExactlyElementsOf(benchmarksOfThisJdk());
  }

  private static Set<String> benchmarksOfThisJdk() {
    OutputFormat silent = OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT);
    Set<String> names = new TreeSet<>();
    for (BenchmarkListEntry entry : BenchmarkList.defaultList().getAll(silent, List.of())) {
      if (Suite.runsHere(entry.getUsername())) {
        names.add(entry.getUsername());
      }
    }
    return names;
  }
}
