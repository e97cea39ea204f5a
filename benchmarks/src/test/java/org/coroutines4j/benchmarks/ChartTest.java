package org.coroutines4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartTest {
  @Test
  void ratiosFarApart_makeAPicture(@TempDir Path folder) throws Exception {
    Chart.of(ResultsPageTest.results(), 1).write(folder);
    BufferedImage picture = ImageIO.read(folder.resolve("1-core.png").toFile());
    assertThat(picture.getWidth()).isEqualTo(1000);
    assertThat(picture.getHeight()).isGreaterThan(200);
    List<String> texts = texts(Files.readString(folder.resolve("1-core.svg")));
    assertThat(texts)
        .containsSubsequence(
            "Fast, forks 2 : jox", "gather : asyncio", "Slow : jox", "Slow : kotlinx")
        .containsSubsequence("0.03", "0.12", "1.25", "20.00");
  }

  private static List<String> texts(String svg) {
    return Pattern.compile("<text[^>]*>([^<]*)</text>")
        .matcher(svg)
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  @Test
  void noResults_makeNoPicture(@TempDir Path folder) throws Exception {
    Results none = ResultsPageTest.results().withMeasured(List.of(), List.of());
    Chart.of(none, 1).write(folder);
    assertThat(folder).isEmptyDirectory();
  }
}
