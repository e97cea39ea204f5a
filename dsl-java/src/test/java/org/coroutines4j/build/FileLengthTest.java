package org.coroutines4j.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Guards that no file of the main code is longer than 400 lines, but for {@code AsyncFlow}, which
 * holds declarations and their javadoc.
 */
@Tag("once")
class FileLengthTest {
  private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();
  private static final int MOST_LINES = 400;

  @Test
  void filesOfTheLibrary_areNotTooLong() throws IOException {
    Map<String, Long> lines = new TreeMap<>();
    for (String module : new String[] {"runtime", "dsl-java", "dsl-kotlin", "testing"}) {
      try (Stream<Path> files = Files.walk(PROJECT.resolve(module).resolve("src/main"))) {
        files
            .filter(file -> file.toString().matches(".*\\.(java|kt)"))
            .forEach(file -> lines.put(file.getFileName().toString(), countLines(file)));
      }
    }
    assertThat(lines).hasSizeGreaterThan(200).containsKey("AsyncFlow.java");
    lines.remove("AsyncFlow.java");
    lines.values().removeIf(count -> count <= MOST_LINES);
    assertThat(lines).as("files of more than %d lines", MOST_LINES).isEmpty();
  }

  private static long countLines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
