package org.coroutines4j.samples.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.coroutines4j.samples.terminal.Commands;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("full")
class GeneratedTextTest {
  @Test
  void countsAgree_exitsWith0() {
    Commands.Result result = Commands.run(Main::new, "--size=2", "--top=3");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out().lines().limit(5))
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("          COUNT  WORD"),
            line -> assertThat(line).matches(" +\\d,\\d{3}  ka"),
            line -> assertThat(line).matches(" +\\d,\\d{3}  lo"),
            line -> assertThat(line).matches(" +\\d,\\d{3}  mi"),
            line -> assertThat(line).isEmpty());
    assertThat(result.out())
        .containsPattern("\\d words, [\\d,]+ different ones, in 2\\.0 MB\\.\n")
        .containsPattern("Pipeline: .* s, .* MB/s; plain loop: .* s, .* MB/s\\.\n")
        .containsPattern("Peak heap [\\d.]+ MB, garbage included")
        .endsWith("GOOD: all counts are those of a plain single-threaded loop.\n");
  }

  @Test
  void noTerminal_aPlainLineForEachQuarter() {
    Commands.Result result = Commands.run(Main::new, "--size=2");

    assertThat(result.err().lines())
        .hasSize(12)
        .contains("generate: 2.0 MB of 2.0 MB", "count: 2.0 MB of 2.0 MB")
        .contains("check: 2.0 MB of 2.0 MB");
  }

  @Test
  void terminal_aBarThatGrows() {
    Commands.Result result = Commands.run(Main::new, new ByteArrayOutputStream(), 90, "--size=2");

    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).contains("\r").contains("count 100%", "2/2 MB");
    assertThat(result.err()).doesNotContain("2.0 MB of");
  }

  @Test
  void size_isExact_sameTextEachTime(@TempDir Path folder) throws IOException {
    Path one = folder.resolve("one");
    Path other = folder.resolve("other");
    new TextGenerator().write(one, 1_234_567, progress -> {});
    new TextGenerator().write(other, 1_234_567, progress -> {});

    assertThat(one).hasSize(1_234_567).hasSameBinaryContentAs(other);
    assertThat(Files.readAllLines(one)).hasSizeGreaterThan(10_000);
  }
}
