package org.coroutines4j.guide;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.coroutines4j.runtime.debug.Warning;
import org.junit.jupiter.api.Test;

/**
 * Guards that docs/troubleshooting.md has each code that the library can print, once, with the text
 * that stands in the sources.
 */
class TroubleshootingPageTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final List<String> MODULES =
      List.of("runtime", "dsl-java", "dsl-kotlin", "testing", "jdbc", "spring");

  /** The codes of modules that only use the public API. */
  private static final List<String> OF_OTHER_MODULES = List.of("C4J-901", "C4J-911");

  /** A heading with a code, and the message below it. */
  private static final Pattern ENTRY =
      Pattern.compile("^### (C4J-\\d+)\n\n`([^`\n]+)`\n\n\\S", Pattern.MULTILINE);

  private static final Pattern VARYING = Pattern.compile("'…'|…");
  private static final Pattern JOIN_OF_LITERALS = Pattern.compile("\"\\s*\\+\\s*\"");

  @Test
  void page_hasEachCodeOnceInOrder() throws IOException {
    assertThat(entries().stream().map(entry -> entry.group(1)))
        .containsExactlyElementsOf(
            Stream.concat(Stream.of(Warning.values()).map(Warning::code), OF_OTHER_MODULES.stream())
                .toList());
  }

  @Test
  void messages_standInTheSources() throws IOException {
    String literals = JOIN_OF_LITERALS.matcher(sources()).replaceAll("");
    for (MatchResult entry : entries()) {
      assertThat(VARYING.splitAsStream(entry.group(2)))
          .allMatch(literals::contains, "in the sources: " + entry.group());
    }
  }

  @Test
  void warnings_areAllUsed() throws IOException {
    String sources = sources();
    assertThat(OF_OTHER_MODULES).allSatisfy(code -> assertThat(sources).contains('"' + code + '"'));
    assertThat(Warning.values())
        .allSatisfy(warning -> assertThat(sources).contains("Warning." + warning.name()));
  }

  private static List<MatchResult> entries() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/troubleshooting.md"));
    return ENTRY.matcher(page).results().toList();
  }

  private static String sources() throws IOException {
    StringBuilder all = new StringBuilder();
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main"))) {
        all.append(
            files
                .filter(Files::isRegularFile)
                .map(TroubleshootingPageTest::read)
                .collect(joining()));
      }
    }
    return all.toString();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
