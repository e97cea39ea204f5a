package org.coroutines4j.build;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.tools.ToolProvider;
import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Guards that the examples in the javadoc of the operators of flows compile and emit what they say.
 */
@Tag("once")
class JavadocExamplesTest {
  private static final Path DOCUMENTED =
      Path.of("src/main/java/org/coroutines4j/flow/AsyncFlow.java");
  private static final Pattern BLOCK =
      Pattern.compile("<pre>\\{@code\n(.*?)}</pre>", Pattern.DOTALL);
  private static final Pattern EXAMPLE =
      Pattern.compile("(?<flow>\\S.*?)\\s+// (?<emits>[^\n]*)", Pattern.DOTALL);
  private static final String ANY_ORDER = ", in any order";

  @Test
  void examples_emitWhatTheySay(@TempDir Path folder) throws Exception {
    List<Map.Entry<String, String>> examples = examples(Files.readString(DOCUMENTED));
    assertThat(examples).hasSizeGreaterThan(45);
    List<AsyncFlow<?>> flows = compiled(examples, folder);
    for (int i = 0; i < flows.size(); i++) {
      String said = examples.get(i).getValue();
      String emitted = flows.get(i).toList().stream().map(String::valueOf).collect(joining(" "));
      if (said.endsWith(ANY_ORDER)) {
        said = sorted(said.substring(0, said.length() - ANY_ORDER.length()));
        emitted = sorted(emitted);
      }
      assertThat(emitted).as(examples.get(i).getKey()).isEqualTo(said);
    }
  }

  private static String sorted(String values) {
    return Arrays.stream(values.split(" ")).sorted().collect(joining(" "));
  }

  private static List<Map.Entry<String, String>> examples(String source) {
    List<Map.Entry<String, String>> examples = new ArrayList<>();
    Matcher block = BLOCK.matcher(source);
    while (block.find()) {
      String lines = block.group(1).replaceAll("(?m)^ *\\* ?", "");
      Matcher example = EXAMPLE.matcher(lines);
      while (example.find()) {
        examples.add(Map.entry(example.group("flow"), example.group("emits")));
      }
    }
    return examples;
  }

  private static List<AsyncFlow<?>> compiled(List<Map.Entry<String, String>> examples, Path folder)
      throws Exception {
    Path source = folder.resolve("Examples.java");
    Files.writeString(source, source(examples));
    Path errors = folder.resolve("errors");
    try (var err = Files.newOutputStream(errors)) {
      int failed =
          ToolProvider.getSystemJavaCompiler()
              .run(
                  null,
                  null,
                  err,
                  "-proc:none",
                  "-cp",
                  System.getProperty("java.class.path"),
                  "-d",
                  folder.toString(),
                  source.toString());
      assertThat(failed).as(() -> read(errors)).isZero();
    }
    List<AsyncFlow<?>> flows = new ArrayList<>();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      Class<?> type = loader.loadClass("Examples");
      for (int i = 0; i < examples.size(); i++) {
        flows.add((AsyncFlow<?>) type.getMethod("example" + i).invoke(null));
      }
    }
    return flows;
  }

  private static String source(List<Map.Entry<String, String>> examples) {
    return IntStream.range(0, examples.size())
        .mapToObj(
            i ->
                "  public static AsyncFlow<?> example%d() {\n    return %s;\n  }\n"
                    .formatted(i, examples.get(i).getKey()))
        .collect(
            joining(
                "\n",
                """
                import static org.coroutines4j.flow.AsyncFlow.*;
                import java.util.List;
                import java.util.Map;
                import java.util.Optional;
                import org.coroutines4j.flow.AsyncFlow;
                import org.coroutines4j.flow.Ending;
                import org.coroutines4j.flow.GroupOverflow;
                public class Examples {
                """,
                "}\n"));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
