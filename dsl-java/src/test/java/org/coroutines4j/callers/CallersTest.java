package org.coroutines4j.callers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Guards that code of callers compiles without a warning on every JDK from 17 on, and that the
 * compiler refuses what {@code known-limits.txt} lists.
 */
@Tag("once")
class CallersTest {
  private static final List<String> FILES =
      List.of("01-api-examples.txt", "02-void.txt", "03-generics.txt", "04-more.txt");

  private static final List<Snippet> SNIPPETS = new ArrayList<>();
  private static final Map<String, String> LIMITS = new HashMap<>();

  @TempDir private static Path output;

  @BeforeAll
  static void read() throws Exception {
    for (String file : FILES) {
      SNIPPETS.addAll(Snippet.parse(resource(file)));
    }
    for (String line : resource("known-limits.txt").lines().toList()) {
      List<String> words = List.of(line.split(" ", 3));
      LIMITS.put(words.get(0), words.get(1));
    }
  }

  private static String resource(String name) throws Exception {
    return Files.readString(Path.of(CallersTest.class.getResource("/callers/" + name).toURI()));
  }

  @TestFactory
  Stream<DynamicTest> code_compilesWithoutAWarning() throws Exception {
    return compile(false)
        .map(
            result ->
                dynamicTest(
                    result.getKey().toString(), () -> assertThat(result.getValue()).isEmpty()));
  }

  @TestFactory
  Stream<DynamicTest> knownLimit_isRefusedForItsReason() throws Exception {
    return compile(true)
        .map(
            result ->
                dynamicTest(
                    result.getKey().toString(),
                    () ->
                        assertThat(result.getValue())
                            .extracting(Diagnostic::getCode)
                            .contains(LIMITS.get(result.getKey().id()))));
  }

  /** What the compiler of this JDK says of each snippet that it can read. */
  private static Stream<Map.Entry<Snippet, List<Diagnostic<?>>>> compile(boolean limits)
      throws Exception {
    Map<Integer, List<Snippet>> byRelease =
        SNIPPETS.stream()
            .filter(snippet -> snippet.release() <= Runtime.version().feature())
            .filter(snippet -> LIMITS.containsKey(snippet.id()) == limits)
            .collect(Collectors.groupingBy(Snippet::release));
    Map<Snippet, List<Diagnostic<?>>> results = new HashMap<>();
    for (Map.Entry<Integer, List<Snippet>> release : byRelease.entrySet()) {
      results.putAll(new Javac(output).compile(release.getKey(), release.getValue()));
    }
    return results.entrySet().stream().sorted(Map.Entry.comparingByKey());
  }

  @Test
  void limits_areThoseOfKnownSnippets() {
    assertThat(SNIPPETS)
        .extracting(Snippet::id)
        .doesNotHaveDuplicates()
        .containsAll(LIMITS.keySet());
  }

  @Test
  void warning_isFound() throws Exception {
    Snippet raw = new Snippet("A", "M", 17, "a raw type", "List list;\n");

    assertThat(new Javac(output).compile(17, List.of(raw)).get(raw))
        .extracting(Diagnostic::getCode)
        .containsExactly("compiler.warn.raw.class.use");
  }
}
