package org.coroutines4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.coroutines4j.benchmarks.BytesCheck.Committed;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnJre;
import org.junit.jupiter.api.condition.JRE;

/** Checks that a row that allocates more than its figure allows is found. */
class BytesCheckTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

  /** Measures; the figures are for JDK 25. */
  @Test
  @Tag("full")
  @Tag("once")
  @EnabledOnJre(value = JRE.JAVA_25, disabledReason = "the committed figures are for JDK 25")
  @Timeout(900)
  void rowsOfThisLibrary_allocateNoMoreThanCommitted() throws Exception {
    int exit = new BytesCheck(Path.of("results", Results.BYTES)).run(out);
    assertThat(exit).as(text()).isZero();
  }

  @Test
  void moreThanTenPercent_failsAndNamesTheRow() {
    List<Committed> committed =
        List.of(new Committed("Scope.coroutines4j", 400), new Committed("Race.coroutines4j", 3000));
    assertThat(compare(committed, Map.of("Scope.coroutines4j", 439.0, "Race.coroutines4j", 3301.0)))
        .isOne();
    assertThat(text())
        .contains("ok   Scope.coroutines4j: committed 400.0 B, measured 439.0 B (+9.8 %)")
        .contains("FAIL Race.coroutines4j: committed 3000.0 B, measured 3301.0 B (+10.0 %)")
        .contains("1 rows fail");
  }

  @Test
  void fewBytesMoreNearZero_areAllowed() {
    assertThat(compare(List.of(new Committed("a", 0.1)), Map.of("a", 8.0))).isZero();
    assertThat(compare(List.of(new Committed("a", 0.1)), Map.of("a", 8.2))).isOne();
  }

  @Test
  void lessThanCommitted_passes() {
    assertThat(compare(List.of(new Committed("a", 400)), Map.of("a", 100.0))).isZero();
  }

  @Test
  void rowWithoutFigureOrMeasurement_fails() {
    assertThat(compare(List.of(new Committed("gone", 400)), Map.of("new", 100.0))).isOne();
    assertThat(text()).contains("FAIL gone: not measured", "FAIL new: measured 100.0 B, no figure");
  }

  private int compare(List<Committed> committed, Map<String, Double> measured) {
    return BytesCheck.compare(committed, measured, out);
  }

  private String text() {
    return printed.toString(StandardCharsets.UTF_8);
  }
}
