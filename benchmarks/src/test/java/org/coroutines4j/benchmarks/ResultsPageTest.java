package org.coroutines4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.coroutines4j.benchmarks.Processes.AgainstAsyncio;
import org.coroutines4j.benchmarks.Processes.Memory;
import org.coroutines4j.benchmarks.Startup.Started;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks the page against results made up here. */
class ResultsPageTest {
  static Results results() {
    return new Results(
        "Ten sentences.",
        List.of(
            new Note("Fast", "completableFuture", true, "hands a constant over"),
            new Note("Slow", "jox", false, "keeps the order")),
        List.of("2 cores of something"),
        List.of(
            new Measured(1, "Slow", "coroutines4j", 2000, 1, 300),
            new Measured(1, "Slow", "kotlinx", 100, 1, 200),
            new Measured(1, "Slow", "jox", 1600, 1, 100),
            new Measured(1, "Fast, forks 2", "coroutines4j", 30, 1, 8),
            new Measured(1, "Fast, forks 2", "jox", 1000, 1, 8),
            new Measured(1, "Fast, forks 2", "completableFuture", 10, 1, 8),
            new Measured(1, "Alone", "coroutines4j", 1, Double.NaN, 0.5),
            new Measured(2, "Slow", "coroutines4j", 4000, 1, 300),
            new Measured(2, "Slow", "jox", 1000, 1, 100)),
        List.of(new Memory("kotlinx", 100_000, 312, 609)),
        List.of(new AgainstAsyncio(1, "gather", 100_000, 0.7, 0.6, 0.1, 1.4, 0.9, 0.8)),
        List.of(new Grown("tasks", 1_000, 500, 800), new Grown("tasks", 10_000, 500, 800)),
        List.of(
            new Started("17", Startup.PLAIN, 40, 39, 450),
            new Started("17", "coroutines4j", 90.5, 88, 900)));
  }

  @Test
  void javaPeers_standInOneRowForBothRuns() {
    assertThat(new ResultsPage(results()).text())
        .contains("| Slow | coroutines4j | 2,000 | 1.0 | 300 |  | 4,000 | 1.0 | 300 |  |  |")
        .contains(
            "| Slow | jox | 1,600 | 1.0 | 100 | **1.25** | 1,000 | 1.0 | 100 | **4.00** | keeps");
  }

  @Test
  void peerThatDoesLess_isNotTheBest() {
    assertThat(new ResultsPage(results()).text())
        .contains("| Fast, forks 2 | jox | 1,000 | 1.0 | 8.0 | **0.03** |")
        .contains("| Fast, forks 2 | completableFuture | 10.0 | 1.0 | 8.0 | 3.00 |")
        .contains("| **does less**: hands a constant over |");
  }

  @Test
  void kotlin_hasATableOfItsOwn() {
    String text = new ResultsPage(results()).text();
    assertThat(text.indexOf("| Slow | kotlinx |"))
        .isGreaterThan(text.indexOf("## Beside Kotlin's coroutines"))
        .isGreaterThan(text.indexOf("## Beside Java peers"));
    assertThat(text).contains("| Slow | kotlinx | 100 | 1.0 | 200 | **20.00** |");
  }

  @Test
  void everyPart_standsBelowTheIntroduction() {
    assertThat(new ResultsPage(results()).text())
        .containsSubsequence(
            "Ten sentences.",
            "results/1-core.svg",
            "results/2-cores.svg",
            "## Beside Java peers",
            "## The cost of context elements",
            "| Alone | coroutines4j | 1.0 |",
            "## Beside Python's asyncio",
            "| gather | 100,000 | 1 | 700 | 1,400 | 0.50 |",
            "## Memory",
            "| 100,000 | kotlinx | 312 | 609 |",
            "## Growth",
            "| tasks | 1,000 · 10,000 | 500 · 500 | 1.00 | 1.00 | 800 · 800 | 1.00 |",
            "## Start-up",
            "| 17 | coroutines4j | 90.5 | 50.5 | 900 |");
  }

  @Test
  void partOfTheResults_makesAPage() {
    Results none = results().withMeasured(List.of(), List.of());
    assertThat(new ResultsPage(none).text()).contains("Ten sentences.").doesNotContain("## Beside");
  }

  @Test
  void results_areReadAsTheyWereWritten(@TempDir Path folder) throws Exception {
    Results results = results();
    Path file = folder.resolve(Results.FIGURES);
    Tsv.write(file, results.about(), Measured.class, results.measured());
    Files.writeString(folder.resolve("introduction.md"), "Ten sentences.\n");
    Results read = Results.read(folder);
    assertThat(read.measured()).isEqualTo(results.measured());
    assertThat(read.about()).isEqualTo(results.about());
    assertThat(read.introduction()).isEqualTo(results.introduction());
    assertThat(read.memory()).isEmpty();
  }
}
