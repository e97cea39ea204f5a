package org.coroutines4j.samples.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Map<String, Long> COUNTS = Map.of("b", 2L, "a", 2L, "c", 3L);

  private static Report report(Map<String, Long> expected, long peakHeap) {
    Measured measured = new Measured(2_000_000, 1_000_000_000, 5_000, peakHeap, 3);
    return new Report(COUNTS, expected, measured, 2_000_000_000);
  }

  private static String printed(Report report) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    report.print(new PrintStream(bytes, true, UTF_8), 2);
    return bytes.toString(UTF_8);
  }

  @Test
  void good_tellsHowFastAndHowMuchMemory() {
    Report report = report(COUNTS, 20_000_000);

    assertThat(report.isGood()).isTrue();
    assertThat(printed(report))
        .isEqualTo(
            """
                      COUNT  WORD
                          3  c
                          2  a

            7 words, 3 different ones, in 2.0 MB.
            Pipeline: 1.00 s, 2 MB/s; plain loop: 2.00 s, 1 MB/s.
            At most 0.0 MB of the text in flight. Peak heap 20.0 MB, garbage included (sum of the\
             peaks of the memory pools);
            bound, whatever the size of the text: 128.0 MB.
            GOOD: all counts are those of a plain single-threaded loop.
            """);
  }

  @Test
  void heapAboveTheBound_isBad() {
    Report report = report(COUNTS, 129_000_000);

    assertThat(report.isGood()).isFalse();
    assertThat(printed(report)).endsWith("BAD: more heap was in use than the bound.\n");
  }

  @Test
  void countsDiffer_isBad_namesOne() {
    Report report = report(Map.of("b", 2L, "c", 4L, "d", 1L, "a", 2L), 20_000_000);

    assertThat(report.isGood()).isFalse();
    assertThat(printed(report)).contains("the counts of 2 words are not", "'c' is 3, should be 4.");
  }
}
