package org.coroutines4j.callers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Code of callers compiles without a warning, on every JDK from 17 on, and what Java's own rules
 * forbid is refused as {@code known-limits.txt} says.
 */
@EnabledIfSystemProperty(
    named = "coroutines4j.test.recovery",
    matches = "off",
    disabledReason = "what compiles is the same in both modes")
class CallersTest {
  private static final List<String> FILES =
      List.of("01-api-examples.txt", "02-void.txt", "03-generics.txt", "04-more.txt");

  @TempDir private static Path output;
  private static Javac javac;
  private static Map<String, String> limits;
  private static List<Snippet> snippets;

  @BeforeAll
  static void read() throws Exception {
    javac = new Javac(output);
    limits =
        resource("known-limits.txt")
            .lines()
            .map(line -> List.of(line.split(" ", 3)))
            .collect(Collectors.toMap(words -> words.get(0), words -> words.get(1)));
    for (String file : FILES) {
      snippets =
          Stream.concat(
                  snippets == null ? Stream.of() : snippets.stream(),
                  Snippet.parse(resource(file)).stream())
              .toList();
    }
  }

  @AfterAll
  static void close() {
    javac.close();
  }

  private static String resource(String name) throws Exception {
    return Files.readString(Path.of(CallersTest.class.getResource("/callers/" + name).toURI()));
  }

  @TestFactory
  Stream<DynamicTest> callersCode_compilesOrIsRefused() {
    return snippets.stream()
        .filter(snippet -> snippet.release() <= Runtime.version().feature())
        .map(
            snippet ->
                DynamicTest.dynamicTest(
                    snippet.id() + " " + snippet.title(),
                    () -> {
                      String limit = limits.get(snippet.id());
                      List<String> found =
                          javac
                              .compile(snippet.release(), snippet.className(), snippet.source())
                              .stream()
                              .map(d -> limit == null ? d.toString() : d.getCode())
                              .toList();
                      if (limit == null) {
                        assertThat(found).isEmpty();
                      } else {
                        assertThat(found).contains(limit);
                      }
                    }));
  }

  @Test
  void limits_areThoseOfKnownSnippets() {
    assertThat(snippets)
        .extracting(Snippet::id)
        .doesNotHaveDuplicates()
        .containsAll(limits.keySet());
  }

  @Test
  void warning_isFound() {
    assertThat(javac.compile(17, "A", "class A { java.util.List list; }"))
        .extracting(Diagnostic::getCode)
        .contains("compiler.warn.raw.class.use");
  }
}
