package org.coroutines4j.guide;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jfr.Enabled;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Threshold;
import org.junit.jupiter.api.Test;

/** Guards that the table of docs/jfr.md has all events with their fields and default settings. */
class JfrPageTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final String PACKAGE = "org.coroutines4j.runtime.jfr";
  private static final Pattern ROW =
      Pattern.compile("^\\| `(\\w+)` \\| ([^|]+) \\| [^|]+ \\| ([^|]+) \\|$", Pattern.MULTILINE);

  @Test
  void table_hasAllEventsInOrder() throws Exception {
    String page = Files.readString(ROOT.resolve("docs/jfr.md"));
    List<String> rows =
        ROW.matcher(page)
            .results()
            .map(row -> row.group(1) + "; " + row.group(2) + "; " + row.group(3))
            .toList();
    assertThat(rows).containsExactlyElementsOf(expected()).hasSizeGreaterThan(7);
  }

  private static List<String> expected() throws IOException, ReflectiveOperationException {
    Path sources = ROOT.resolve("runtime/src/main/java").resolve(PACKAGE.replace('.', '/'));
    List<String> types;
    try (Stream<Path> files = Files.list(sources)) {
      types =
          files
              .map(file -> file.getFileName().toString().replace(".java", ""))
              .filter(name -> name.endsWith("Event"))
              .sorted()
              .toList();
    }
    List<String> rows = new ArrayList<>();
    for (String type : types) {
      rows.add(row(Class.forName(PACKAGE + "." + type)));
    }
    return rows;
  }

  private static String row(Class<?> event) {
    Enabled enabled = event.getAnnotation(Enabled.class);
    Threshold threshold = event.getAnnotation(Threshold.class);
    String fields =
        Arrays.stream(event.getDeclaredFields())
            .filter(field -> field.isAnnotationPresent(Label.class))
            .map(field -> "`" + field.getName() + "`")
            .collect(joining(", "));
    return event.getAnnotation(Name.class).value().replace("coroutines4j.", "")
        + "; "
        + (enabled != null && !enabled.value() ? "off" : "on")
        + (threshold == null ? "" : ", from " + threshold.value())
        + "; "
        + fields;
  }
}
