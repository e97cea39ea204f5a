package org.coroutines4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartTest {
  @Test
  void ratiosFarApart_makeAPicture(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("results.png");
    Chart.of(
            List.of(
                new Measured("Slow", "coroutines4j", 2000, 1),
                new Measured("Slow", "peer", 100, 1),
                new Measured("Fast", "coroutines4j", 30, 1),
                new Measured("Fast", "peer", 1000, 1),
                new Measured("Fast", "another", 2000, 1),
                new Measured("Alone", "coroutines4j", 1, 1)))
        .write(file);
    BufferedImage picture = ImageIO.read(file.toFile());
    assertThat(picture.getWidth()).isEqualTo(1000);
    assertThat(picture.getHeight()).isEqualTo(560);
  }
}
